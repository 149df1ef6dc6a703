import { Service } from 'cdk8s-plus-27';
import type { Construct } from 'constructs';
import { nameLabel } from '../contract';
import { IntOrString, KubeService } from '../../imports/k8s';
import type { Endpoint } from '../core/endpoint';

/** @internal Defines the Service `name` of the workload of that name. */
export function service(scope: Construct, name: string, port: number): Service {
  return select(
    new Service(scope, 'service', { metadata: { name }, ports: [{ port, targetPort: port }] }),
    name,
  );
}

/** @internal Defines the Service that gives each pod of the StatefulSet `workload` a DNS name of its own. */
export function podsService(scope: Construct, workload: string, port: number): Service {
  const metadata = { name: `${workload}-pods` };
  return select(
    new Service(scope, 'pods', { metadata, clusterIP: 'None', ports: [{ port, targetPort: port }] }),
    workload,
  );
}

/** @internal The Service `name`, whose DNS name has the address of each pod that is behind an endpoint. */
export interface EachPodServiceOptions {
  readonly name: string;
  readonly of: Pick<Endpoint, 'port' | 'connections'>;

  /** Also of those pods that are not ready: the ones a monitor must not lose sight of. */
  readonly unready: boolean;
}

/** @internal Defines that Service. */
export function eachPodService(scope: Construct, options: EachPodServiceOptions): KubeService {
  const { name, of, unready } = options;
  const { port, connections } = of;
  return new KubeService(scope, name, {
    metadata: {
      name,
      // Pods that an operator makes are in no manifest for kube-score to find.
      ...(connections.byOperator && { annotations: { 'kube-score/ignore': 'service-targets-pod' } }),
    },
    spec: {
      clusterIp: 'None',
      ...(unready && { publishNotReadyAddresses: true }), // which cdk8s-plus-27 can't say
      selector: connections.labels,
      ports: [{ port, targetPort: IntOrString.fromNumber(port) }],
    },
  });
}

function select(service: Service, workload: string): Service {
  service.selectLabel(nameLabel, workload);
  return service;
}
