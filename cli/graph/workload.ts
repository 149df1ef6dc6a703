import type { Exemption } from '../../engine/kube/exemption';
import type { Labels } from './selector';

/** A volume of a workload. */
export interface Volume {
  readonly name: string;

  /** Size in the syntax of Kubernetes, such as `8Gi`. */
  readonly size: string;
}

/** A workload in a drawing. */
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

  /** What it may do beyond the defaults, and why; absent if it has no exemption. */
  readonly exempt?: Exemption;

  /** Labels of its pods, for the selectors of Services and NetworkPolicies: one set for each kind of pod. */
  readonly pods: readonly Labels[];
}
