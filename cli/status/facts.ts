import { rejectionOf } from '../../engine/health/ingress';
import { podsOf } from '../../engine/health/ownership';
import { readinessOf } from '../../engine/health/readiness';
import { alike } from '../../engine/health/report';
import type { Condition, Snapshot, Workload } from '../../engine/health/snapshot';
import { troublesOf } from '../../engine/health/trouble';
import { type Exemption, exemptionOf } from '../../engine/kube/exemption';
import { servingImages } from '../../engine/kube/images';
import { type KubeObject, nameOf } from '../../engine/kube/kube-object';
import { type PersistentVolumeClaim, requestedStorage } from '../../engine/kube/objects';

/** The facts of a workload in `slipway status`. */
export interface WorkloadFacts {
  readonly kind: string;
  readonly name: string;

  /** The number of ready pods of the current revision, and the desired number. */
  readonly ready: number;
  readonly desired: number;

  /** Whether all pods are ready, and no pod of an older revision is left. */
  readonly done: boolean;
  readonly restarts: number;
  readonly images: readonly string[];

  /** What it may do beyond the defaults, and why; absent if it has no exemption. */
  readonly exempt?: Exemption;

  /** ISO 8601, in UTC. */
  readonly created: string;
  readonly conditions: readonly Condition[];
}

/** The facts of a volume in `slipway status`. */
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

/** A reason why a workload or an Ingress is not ready. */
export interface Problem {
  /** `Deployment/app` */
  readonly object: string;

  /** One pod with the problem, and the number of other pods with it; absent if the problem is not of a pod. */
  readonly pod?: string;
  readonly others?: number;
  readonly container?: string;

  /** The reason in terms of Kubernetes if there is one, such as `ImagePullBackOff`. */
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

/** The reasons why a stack is not ready. */
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
  const exempt = exemptionOf(workload);
  const statuses = podsOf(workload, snapshot).flatMap(({ status }) => status?.containerStatuses ?? []);
  return {
    kind: workload.kind,
    name: workload.metadata.name,
    ...readinessOf(workload),
    restarts: statuses.reduce((sum, { restartCount }) => sum + restartCount, 0),
    images: servingImages(workload),
    ...(exempt && { exempt }),
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
