import { pausedReplicas } from './paused';
import type { Workload } from './snapshot';

/** How far a workload is. */
export interface Readiness {
  readonly ready: number;
  readonly desired: number;

  /** Whether all pods run the present version and none is left of an older one. */
  readonly done: boolean;
}

/** How far a workload is on the way to what its manifest says. */
export function readinessOf(workload: Workload): Readiness {
  const { metadata, status = {} } = workload;
  const paused = pausedReplicas(workload);
  if (paused !== undefined) return { ready: 0, desired: paused, done: false };
  const seen = (status.observedGeneration ?? 0) >= (metadata.generation ?? 0);
  const readiness = counts[workload.kind]?.(workload, status) ?? { ready: 0, desired: 0, done: true };
  return seen || withoutGeneration.includes(workload.kind) ? readiness : { ...readiness, done: false };
}

/** Their status has no observedGeneration: a Job is never changed, and CloudNativePG does not tell of a Cluster. */
const withoutGeneration = ['Job', 'Cluster'];

/** CloudNativePG's word for a cluster with a primary, all of whose instances are what they should be. */
const healthy = 'Cluster in healthy state';

type Count = (workload: Workload, status: NonNullable<Workload['status']>) => Readiness;

const counts: Readonly<Record<string, Count>> = {
  Deployment: ({ spec: { replicas: desired = 1 } }, status) => {
    const { replicas = 0, updatedReplicas = 0, availableReplicas = 0 } = status;
    const ready = Math.min(updatedReplicas, availableReplicas);
    return { ready, desired, done: ready >= desired && replicas === updatedReplicas };
  },
  StatefulSet: ({ spec: { replicas: desired = 1 } }, status) => {
    const { readyReplicas = 0, updatedReplicas = 0, currentRevision, updateRevision } = status;
    const updated = currentRevision === updateRevision ? readyReplicas : updatedReplicas;
    const ready = Math.min(readyReplicas, updated);
    return { ready, desired, done: ready >= desired };
  },
  DaemonSet: (_, status) => {
    const { desiredNumberScheduled: desired = 0, updatedNumberScheduled = 0, numberAvailable = 0 } = status;
    const ready = Math.min(updatedNumberScheduled, numberAvailable);
    return { ready, desired, done: ready >= desired };
  },
  Job: ({ spec: { completions: desired = 1 } }, { succeeded = 0 }) => {
    return { ready: succeeded, desired, done: succeeded >= desired };
  },
  Cluster: ({ spec: { instances: desired = 1, imageName } }, status) => {
    const { readyInstances: ready = 0, phase, currentPrimary, targetPrimary, image = imageName } = status;
    // For a moment after its loss the primary still counts as ready.
    const isServing = phase === healthy && currentPrimary !== undefined && currentPrimary === targetPrimary;
    return { ready, desired, done: isServing && ready >= desired && image === imageName };
  },
};

/** `1/2 ready`, or for a Job `0/1 done`. */
export function describeReadiness(workload: Workload): string {
  const { ready, desired } = readinessOf(workload);
  return `${ready}/${desired} ${workload.kind === 'Job' ? 'done' : 'ready'}`;
}
