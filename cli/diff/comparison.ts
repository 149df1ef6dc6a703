import type { Difference } from '../../engine/deploy/difference';
import type { Plan } from '../../engine/deploy/plan';

/** The comparison of a launch with the cluster. */
export interface Comparison {
  /** Context of the cluster. */
  readonly context: string;
  readonly differences: readonly Difference[];
  readonly plan: Plan;

  /** Warnings before a launch, a paragraph each. */
  readonly warnings: readonly string[];

  /** Images that are not built yet, so they can't be compared. */
  readonly unbuilt: readonly string[];
}
