import type { Labels } from './selector';

/** A disk that pods keep data on. */
export interface Volume {
  readonly name: string;

  /** Size as Kubernetes writes it, such as `8Gi`. */
  readonly size: string;
}

/** What runs pods. */
export interface Workload {
  readonly id: string;
  readonly type: 'workload';

  /** Kind of the object, such as `Deployment`. */
  readonly kind: string;
  readonly name: string;

  /** `x2`, `x2..10` with an autoscaler, a schedule, `on demand`, or empty. */
  readonly scale: string;

  /** Images of its containers, the main one first, without registry and path. */
  readonly images: readonly string[];
  readonly volumes: readonly Volume[];

  /** Labels by which Services and NetworkPolicies find its pods: one set for each kind of pod that it has. */
  readonly pods: readonly Labels[];
}
