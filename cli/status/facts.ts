import { rejectionOf } from '../../engine/health/ingress';
import { podsOf } from '../../engine/health/ownership';
import { readinessOf } from '../../engine/health/readiness';
import { alike } from '../../engine/health/report';
import type { Condition, Snapshot, Workload } from '../../engine/health/snapshot';
import { troublesOf } from '../../engine/health/trouble';
import { servingImages } from '../../engine/kube/images';
import { type KubeObject, nameOf } from '../../engine/kube/kube-object';
import { type PersistentVolumeClaim, requestedStorage } from '../../engine/kube/objects';

/** What status shows of a workload. */
export interface WorkloadFacts {
  readonly kind: string;
  readonly name: string;

  /** Pods of the present version that are ready, and how many there should be. */
  readonly ready: number;
  readonly desired: number;

  /** Whether no pod of an older version is left, either. */
  readonly done: boolean;
  readonly restarts: number;
  readonly images: readonly string[];

  /** ISO 8601, in UTC. */
  readonly created: string;
  readonly conditions: readonly Condition[];
}

/** What status shows of a volume. */
export interface VolumeFacts {
  /** Name of the claim. */
  readonly name: string;

  /** Such as `8Gi`. */
  readonly size: string;

  /** Phase of the claim, such as `Bound`. */
  readonly state: string;

  /** ISO 8601, in UTC. */
  readonly created: string;
}

/** What keeps a workload or an Ingress from being ready. */
export interface Problem {
  /** `Deployment/app` */
  readonly object: string;

  /** One pod that has it, and how many others have the same; absent where it is of no pod. */
  readonly pod?: string;
  readonly others?: number;
  readonly container?: string;

  /** Kubernetes' word for it where there is one, such as `ImagePullBackOff`. */
  readonly reason: string;
  readonly message: string;
}

/** The workloads of a stack, sorted by name. */
export function workloadsOf(snapshot: Snapshot): WorkloadFacts[] {
  return [...snapshot.workloads].sort(byName).map((workload) => workloadOf(workload, snapshot));
}

/** The volumes of a stack, sorted by name. */
export function volumesOf(claims: readonly PersistentVolumeClaim[]): VolumeFacts[] {
  return [...claims].sort(byName).map((claim) => ({
    name: claim.metadata.name,
    size: claim.status?.capacity?.storage ?? requestedStorage(claim),
    state: claim.status?.phase ?? 'Unknown',
    created: createdAt(claim),
  }));
}

/** What keeps a stack from being ready. */
export function problemsOf(snapshot: Snapshot): Problem[] {
  const troubles = alike(troublesOf(snapshot)).map(({ trouble, others }): Problem => {
    const { workload, pod, container, reason, message } = trouble;
    return {
      object: workload,
      ...(pod && { pod: pod.metadata.name, others }),
      ...(container !== undefined && { container }),
      reason,
      message,
    };
  });
  const rejections = snapshot.ingresses.flatMap((ingress): Problem[] => {
    const rejection = rejectionOf(ingress, snapshot);
    return rejection
      ? [{ object: nameOf(ingress), reason: 'Rejected', message: rejection.message ?? '' }]
      : [];
  });
  return [...troubles, ...rejections];
}

function workloadOf(workload: Workload, snapshot: Snapshot): WorkloadFacts {
  const statuses = podsOf(workload, snapshot).flatMap(({ status }) => status?.containerStatuses ?? []);
  return {
    kind: workload.kind,
    name: workload.metadata.name,
    ...readinessOf(workload),
    restarts: statuses.reduce((sum, { restartCount }) => sum + restartCount, 0),
    images: servingImages(workload),
    created: createdAt(workload),
    conditions: workload.status?.conditions ?? [],
  };
}

function createdAt({ metadata }: KubeObject): string {
  return metadata.creationTimestamp ?? '';
}

function byName(a: KubeObject, b: KubeObject): number {
  return nameOf(a) < nameOf(b) ? -1 : 1;
}
