import { Chart } from 'cdk8s';
import type { Construct } from 'constructs';
import {
  Gateway,
  type GatewaySpecListeners,
  GatewaySpecListenersAllowedRoutesNamespacesFrom as From,
  GatewaySpecListenersTlsMode as TlsMode,
} from '../../imports/gateway.networking.k8s.io';
import { managedLabels, stackLabels } from '../contract';
import { checkProps } from '../core/check-props';
import type { Environment, GatewayReference } from '../core/environment';
import { freeId } from '../core/free-id';
import { listenerName, portOfKey } from './published-port';

/** Props for `SharedGateway`. */
export interface SharedGatewayProps {
  /** Environment with `edge`. Its `domain` and `tls` apply to the Gateway. */
  readonly environment: Environment;

  /**
   * Protocols by the ports of the `PublishedPorts` of all stacks, such as `{ 22: 'TCP', 53: ['TCP', 'UDP'] }`. A port with `'TLS'` is
   * for several servers, each with a `host`, which terminate TLS themselves.
   *
   * @default - none
   */
  readonly ports?: Readonly<Record<string, ListenerProtocol | readonly ListenerProtocol[]>>;
}

/** Protocol of a listener that is not for HTTP. */
export type ListenerProtocol = 'TCP' | 'UDP' | 'TLS';

/**
 * The Gateway (Gateway API) that all stacks of an environment with `edge: 'gateway-api'` share.
 *
 * Defines a Gateway of the class `nginx` with a listener `http` and, unless `Environment.tls` is `'none'`, a listener `https`
 * for `*.<domain>`. Its certificate is the Secret `<domain>-tls` in the same namespace, which cert-manager creates if the
 * environment has a `ClusterIssuer`. Each of the `ports` is a listener such as `tcp-22`. Only namespaces of slipway can attach routes. It does not define NGINX Gateway Fabric,
 * which must be installed in the cluster.
 *
 * @throws if `Environment.edge` is `'ingress'`
 * @throws if a port is 80 or 443, or none
 * @see https://docs.nginx.com/nginx-gateway-fabric/
 */
export class SharedGateway extends Chart {
  constructor(scope: Construct, id: string, props: SharedGatewayProps) {
    super(scope, freeId(scope, SharedGateway, id), {
      disableResourceNameHashes: true,
      labels: stackLabels(id),
    });
    const { environment, ports = {} } = checkProps(this, SharedGateway, props);
    const gateway = gatewayOf(environment);
    if (!gateway) {
      throw new Error(
        `'environment' of a SharedGateway must have an 'edge' of Gateway API, such as { ...prod('example.com'), edge: 'gateway-api' }, got '${environment.name}' without`,
      );
    }
    const { name, namespace } = gateway;
    const { domain, tls } = environment;
    const issuer = typeof tls === 'object' && 'clusterIssuer' in tls ? tls.clusterIssuer : undefined;
    new Gateway(this, 'Resource', {
      metadata: {
        name,
        namespace,
        ...(issuer !== undefined && { annotations: { 'cert-manager.io/cluster-issuer': issuer } }),
      },
      spec: {
        gatewayClassName: 'nginx',
        listeners: [http, ...(tls === 'none' ? [] : [https(domain)]), ...streams(id, ports)],
      },
    });
  }
}

/** @internal The Gateway of an environment, or undefined with `edge: 'ingress'`. */
export function gatewayOf({ edge = 'ingress' }: Environment): GatewayReference | undefined {
  if (edge === 'ingress') return undefined;
  return edge === 'gateway-api' ? { name: 'nginx', namespace: 'nginx-gateway' } : edge;
}

/** Namespaces with the label that every stack has. */
const allowedRoutes = {
  namespaces: {
    from: From.SELECTOR,
    selector: { matchLabels: managedLabels },
  },
};

const http: GatewaySpecListeners = { name: 'http', port: 80, protocol: 'HTTP', allowedRoutes };

function https(domain: string): GatewaySpecListeners {
  return {
    name: 'https',
    port: 443,
    protocol: 'HTTPS',
    hostname: `*.${domain}`,
    tls: {
      mode: TlsMode.TERMINATE,
      certificateRefs: [{ name: `${domain}-tls` }],
      // The same versions as those of the ingress controller: https://www.rfc-editor.org/rfc/rfc8996
      options: { 'nginx.org/ssl-protocols': 'TLSv1.2 TLSv1.3' },
    },
    allowedRoutes,
  };
}

/** The listeners of `ports`, whose routes are those of `PublishedPorts`. */
function streams(id: string, ports: NonNullable<SharedGatewayProps['ports']>): GatewaySpecListeners[] {
  return Object.entries(ports).flatMap(([key, given]) => {
    const port = checkListenerPort(id, key);
    const protocols = typeof given === 'string' ? [given] : given;
    return protocols.map((protocol) => ({
      name: listenerName(protocol, port),
      port,
      protocol,
      ...(protocol === 'TLS' && { tls: { mode: TlsMode.PASSTHROUGH } }),
      allowedRoutes,
    }));
  });
}

function checkListenerPort(id: string, key: string): number {
  const port = portOfKey(id, key);
  if (port !== 80 && port !== 443) return port;
  throw new Error(
    `'ports' of '${id}' must be other ports than 80 and 443, which are for HTTP, such as { 22: 'TCP' }, got '${port}'`,
  );
}
