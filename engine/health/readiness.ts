import { pausedReplicas } from './paused';
import type { Workload } from './snapshot';

/** The progress of a workload. */
export interface Readiness {
  readonly ready: number;
  readonly desired: number;

  /** Whether all pods run the current revision, and no pod of an older one is left. */
  readonly done: boolean;
}

/** How many pods of a workload are ready, and whether its rollout is complete. */
export function readinessOf(workload: Workload): Readiness {
  const { metadata, status = {} } = workload;
  const paused = pausedReplicas(workload);
  if (paused !== undefined) return { ready: 0, desired: paused, done: false };
  const seen = (status.observedGeneration ?? 0) >= (metadata.generation ?? 0);
  const readiness = counts[workload.kind]?.(workload, status) ?? { ready: 0, desired: 0, done: true };
  return seen || withoutGeneration.includes(workload.kind) ? readiness : { ...readiness, done: false };
}

/** Kinds whose status has no observedGeneration. A Job never changes, and CloudNativePG does not report it for a Cluster. */
const withoutGeneration = ['Job', 'Cluster'];

/** The phase of a CloudNativePG cluster with a primary and all instances up to date. */
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
    // A lost primary still counts as ready for a moment.
    const isServing = phase === healthy && currentPrimary !== undefined && currentPrimary === targetPrimary;
    return { ready, desired, done: isServing && ready >= desired && image === imageName };
  },
};

/** `1/2 ready`, or for a Job `0/1 done`. */
export function describeReadiness(workload: Workload): string {
  const { ready, desired } = readinessOf(workload);
  return `${ready}/${desired} ${workload.kind === 'Job' ? 'done' : 'ready'}`;
}
