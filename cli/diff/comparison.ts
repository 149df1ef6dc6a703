import type { Difference } from '../../engine/deploy/difference';
import type { Plan } from '../../engine/deploy/plan';

/** A launch as it would be, beside the cluster as it is. */
export interface Comparison {
  /** Context of the cluster. */
  readonly context: string;
  readonly differences: readonly Difference[];
  readonly plan: Plan;

  /** What the user should know before a launch, a paragraph each. */
  readonly warnings: readonly string[];

  /** Images that are yet to be built, so that nobody knows whether they differ. */
  readonly unbuilt: readonly string[];
}
