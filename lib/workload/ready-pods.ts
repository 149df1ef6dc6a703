import type { Construct } from 'constructs';
import type { Connections } from '../core/connections';
import type { Endpoint, WaitCheck } from '../core/endpoint';
import type { Ports } from '../core/ports';
import { podsService } from './service';

interface Target {
  /** Name of the workload. */
  readonly name: string;
  readonly ports: Ports;
  readonly connections: Connections;
}

const podsId = 'pods';

/**
 * @internal The check that a workload has a ready pod. The kubelet decides by the readiness probe of the workload which pods
 * are ready; nothing but those is behind its Service, and in the DNS name of its headless Service.
 *
 * A TCP port of the Service is asked. A workload without one gets a headless Service `<name>-pods`, unless it has it already.
 *
 * @param main endpoint of the main port, if the workload is one
 */
export function readyPods(scope: Construct, target: Target, main?: Endpoint): WaitCheck {
  const { name, ports, connections } = target;
  const tcp = ports.all.find(({ protocol }) => protocol === 'TCP');
  if (!tcp) {
    if (!scope.node.tryFindChild(podsId)) podsService(scope, name, ports);
    return { name, args: ['pods', `${name}-pods`], connectsTo: [] };
  }
  const isMain = main && tcp === ports.all[0];
  const endpoint = isMain ? main : ports.at(tcp.name ?? '', connections);
  return { name, args: ['tcp', `${name}:${tcp.port}`], connectsTo: [endpoint] };
}
