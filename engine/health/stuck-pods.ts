import { currentPods, podsOf } from './ownership';
import { readinessOf } from './readiness';
import type { Pod, Snapshot } from './snapshot';
import { podTroubles } from './trouble';

/**
 * Broken pods of an earlier revision of a StatefulSet, which block the rollout of the current revision.
 *
 * The controller replaces a pod only when the one before it is ready. The documented fix is to delete the broken pod,
 * which loses no data.
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

// A pod that waits for another, or is not ready yet, may still become ready.
function isOwnFault({ reason }: { readonly reason: string }): boolean {
  return reason !== 'WaitsFor' && reason !== 'NotReady';
}
