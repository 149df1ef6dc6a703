import { Construct } from 'constructs';
import { IntOrString, KubeService, type ServicePort } from '../../imports/k8s';
import { checkName } from '../core/check';
import { checkProps } from '../core/check-props';
import { freeId } from '../core/free-id';
import { ownerOf } from '../core/owner';
import { Stack } from '../core/stack';
import { neighbourOf, type Published, publishedEntries, type PublishedEntry } from './published-port';
import { gatewayOf } from './shared-gateway';
import { streamRoute } from './stream-route';

/** Props for `PublishedPorts`. */
export interface PublishedPortsProps {
  /**
   * Endpoints of one workload by the port that clients outside of the cluster connect to, such as `{ 22: git.at('ssh') }`. For TCP
   * and UDP on one port a list: `{ 53: [dns.at('dns'), dns.at('dns-tcp')] }`. In Compose: `ports`.
   */
  readonly ports: Readonly<Record<string, Published>>;
}

/**
 * Ports of a workload that are reachable from outside of the cluster and do not speak HTTP, such as those of SSH, DNS or a broker.
 * For HTTP see `Ingress`.
 *
 * Defines a Service of the type `Environment.publishedAs` with the name of the id, and allows connections to the endpoints from
 * every address, in the cluster too. A Service of the type `LoadBalancer` has `externalTrafficPolicy: Local`, so that the server
 * sees the addresses of its clients: mail servers, name servers and whatever bans clients need them. One of the type `NodePort`
 * has `Cluster`, so that each node leads to a pod on any node; the server sees the address of that node.
 *
 * With `Environment.edge` for Gateway API it defines a TCPRoute, UDPRoute or TLSRoute `<id>-<port>` for each port and no Service,
 * and allows connections from the namespace of the Gateway only. The `SharedGateway` must have the `ports`.
 *
 * @throws if `ports` is empty, or has endpoints of several workloads, or two of one protocol on one port
 * @throws if a port of the nodes is in another `PublishedPorts` of the App
 * @throws if an endpoint is SCTP, in an environment with Gateway API
 * @see https://kubernetes.io/docs/concepts/services-networking/service/#publishing-services-service-types
 * @see https://kubernetes.io/docs/tasks/access-application-cluster/create-external-load-balancer/#preserving-the-client-source-ip
 */
export class PublishedPorts extends Construct {
  constructor(scope: Construct, id: string, props: PublishedPortsProps) {
    super(scope, freeId(scope, PublishedPorts, id));
    const { ports } = checkProps(this, PublishedPorts, props);
    const { environment } = Stack.of(this);
    const entries = publishedEntries(checkName('the id of PublishedPorts', id), ports);
    const type = environment.publishedAs ?? 'LoadBalancer';
    const gateway = gatewayOf(environment);
    if (!gateway && type === 'NodePort') for (const { nodePort } of entries) this.checkNodePort(nodePort);

    for (const { to } of entries) {
      const { port, protocol, connections } = to;
      if (gateway) connections.allowFromNamespace(gateway.namespace, port, protocol);
      else connections.allowFromAnywhere(port, protocol);
    }
    if (gateway) {
      for (const entry of entries) streamRoute(this, id, entry, gateway);
      return;
    }
    new KubeService(this, 'Resource', {
      metadata: { name: id },
      spec: {
        type,
        externalTrafficPolicy: type === 'LoadBalancer' ? 'Local' : 'Cluster',
        selector: entries[0].to.connections.labels,
        ports: entries.map((entry) => servicePort(entry, type)),
      },
    });
  }

  private checkNodePort(nodePort: number): void {
    const other = ownerOf(`nodePort ${nodePort}`, this);
    if (other === this) return;
    throw new Error(
      `'nodePort' of PublishedPorts '${this.node.id}' must be in no other PublishedPorts, such as ${neighbourOf(nodePort)}, got '${nodePort}', which PublishedPorts '${other.node.id}' of the stack '${Stack.of(other).namespace}' has`,
    );
  }
}

function servicePort(
  { name, port, protocol, to, nodePort }: PublishedEntry,
  type: 'LoadBalancer' | 'NodePort',
): ServicePort {
  return {
    name,
    port,
    protocol,
    targetPort: IntOrString.fromNumber(to.port),
    ...(type === 'NodePort' && { nodePort }),
  };
}
