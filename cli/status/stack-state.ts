import { rejectionOf } from '../../engine/health/ingress';
import { readinessOf } from '../../engine/health/readiness';
import type { Snapshot } from '../../engine/health/snapshot';

/** The state of a stack. `not launched` means that it is not in the cluster. */
export type StackState = 'ready' | 'not ready' | 'not launched';

/** The state of a stack, by its workloads and Ingresses. */
export function stateOf({ workloads, ingresses, events }: Snapshot): StackState {
  if (workloads.length === 0) return 'not launched';
  const isReady =
    workloads.every((workload) => readinessOf(workload).done) &&
    ingresses.every((ingress) => rejectionOf(ingress, { events }) === undefined);
  return isReady ? 'ready' : 'not ready';
}
