import { Service } from 'cdk8s-plus-27';
import type { Construct } from 'constructs';
import { IntOrString, KubeService } from '../../imports/k8s';
import { nameLabel } from '../contract';
import type { Endpoint } from '../core/endpoint';

/** @internal Defines the Service of the workload `name`. */
export function service(scope: Construct, name: string, port: number): Service {
  return select(
    new Service(scope, 'service', { metadata: { name }, ports: [{ port, targetPort: port }] }),
    name,
  );
}

/** @internal Defines the headless Service of the StatefulSet `workload`, by which each pod has a DNS name. */
export function podsService(scope: Construct, workload: string, port: number): Service {
  const metadata = { name: `${workload}-pods` };
  return select(
    new Service(scope, 'pods', { metadata, clusterIP: 'None', ports: [{ port, targetPort: port }] }),
    workload,
  );
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
      ...(unready && { publishNotReadyAddresses: true }), // not in cdk8s-plus-27
      selector: connections.labels,
      ports: [{ port, targetPort: IntOrString.fromNumber(port) }],
    },
  });
}

function select(service: Service, workload: string): Service {
  service.selectLabel(nameLabel, workload);
  return service;
}
