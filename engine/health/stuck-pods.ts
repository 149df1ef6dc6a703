import { currentPods, podsOf } from './ownership';
import { readinessOf } from './readiness';
import type { Pod, Snapshot } from './snapshot';
import { podTroubles } from './trouble';

/**
 * Pods of an earlier version of a StatefulSet that are broken, and so hold up the version that would mend them.
 *
 * The controller replaces a pod only once the one before it is ready. Deleting it, which costs no data, is the
 * documented way out.
 *
 * @see https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/#forced-rollback
 */
export function stuckPods(snapshot: Snapshot): Pod[] {
  return snapshot.workloads
    .filter((workload) => workload.kind === 'StatefulSet' && !readinessOf(workload).done)
    .filter(({ metadata, status }) => (status?.observedGeneration ?? 0) >= (metadata.generation ?? 0))
    .flatMap((workload) => {
      const current = new Set(currentPods(workload, snapshot));
      return podsOf(workload, snapshot).filter(
        (pod) => !current.has(pod) && podTroubles(pod).some(isOwnFault),
      );
    });
}

// One that only waits for another, or is slow to get ready, may yet do so.
function isOwnFault({ reason }: { readonly reason: string }): boolean {
  return reason !== 'WaitsFor' && reason !== 'NotReady';
}
