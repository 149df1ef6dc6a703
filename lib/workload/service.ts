import { Duration } from 'cdk8s';
import type { Construct } from 'constructs';
import { IntOrString, KubeService, type ServicePort } from '../../imports/k8s';
import { podLabels } from '../contract';
import type { Endpoint } from '../core/endpoint';
import type { NamedPort } from '../core/port';
import type { Ports } from '../core/ports';

/**
 * @internal Time for which a terminating pod of a Service keeps serving. The kubelet terminates a pod while kube-proxy and the
 * ingress controller still route to it, for some seconds.
 *
 * @see https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/#pod-termination-flow
 */
export const endpointLag = Duration.seconds(10);

/**
 * @internal Defines a Service of a workload.
 *
 * @param alias its name, by default that of the workload
 */
export function service(scope: Construct, workload: string, ports: Ports, alias?: string): KubeService {
  return new KubeService(scope, alias === undefined ? 'service' : `alias-${alias}`, {
    metadata: { name: alias ?? workload },
    spec: { ...clusterIp, selector: podLabels(workload), ports: ports.all.map(servicePort) },
  });
}

/** @internal Defines the headless Service of the StatefulSet `workload`, by which each pod has a DNS name. */
export function podsService(scope: Construct, workload: string, ports: Ports): KubeService {
  return new KubeService(scope, 'pods', {
    metadata: { name: `${workload}-pods` },
    spec: {
      ...clusterIp,
      clusterIp: 'None',
      selector: podLabels(workload),
      ...(ports.all.length > 0 && { ports: ports.all.map(servicePort) }),
    },
  });
}

interface EachPodServiceOptions {
  readonly name: string;
  readonly of: Pick<Endpoint, 'port' | 'connections'>;

  /** Whether its DNS name also has the addresses of the pods that are not ready. */
  readonly unready: boolean;
}

/** @internal Defines a headless Service, whose DNS name has the address of each pod of an endpoint. */
export function eachPodService(scope: Construct, options: EachPodServiceOptions): KubeService {
  const { name, of, unready } = options;
  const { port, connections } = of;
  return new KubeService(scope, name, {
    metadata: {
      name,
      // kube-score looks for the pods in the manifests, where those that an operator creates are not.
      ...(connections.byOperator && { annotations: { 'kube-score/ignore': 'service-targets-pod' } }),
    },
    spec: {
      clusterIp: 'None',
      ...(unready && { publishNotReadyAddresses: true }),
      selector: connections.labels,
      ports: [{ port, targetPort: IntOrString.fromNumber(port) }],
    },
  });
}

/** Without addresses of nodes, and only for clients in the cluster. */
const clusterIp = { type: 'ClusterIP', externalIPs: [] };

/** The protocol of a named port is stated: by number and protocol the API server tells ports of one number apart. */
function servicePort({ name, port, protocol, appProtocol }: NamedPort): ServicePort {
  return {
    port,
    targetPort: IntOrString.fromNumber(port),
    ...(name !== undefined && { name, protocol }),
    ...(appProtocol !== undefined && { appProtocol }),
  };
}
