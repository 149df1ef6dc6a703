import type { Duration } from '../base/duration';
import type { ProjectStack } from '../stack/project-stack';
import type { Target } from '../kube/target';
import type { KindConfig } from '../machine/kind-config';
import type { Scale } from '../stack/scale';
import type { Synthesis } from '../stack/synthesis';
import type { Build } from '../machine/compose-builds';
import type { Applied } from './apply';
import type { Release } from './record';
import type { VolumeGrowth } from './volume-growth';

/** What the user wants launched, and how. */
export interface LaunchOptions {
  readonly env: string;
  readonly context?: string;
  readonly timeout: Duration;
  readonly nodeImage?: string;
  readonly buildNetwork?: string;
  readonly skipImages: boolean;

  /** Whether the types of the chart are checked before it is applied. */
  readonly typecheck: boolean;
  readonly rollback: boolean;
  readonly scale: Scale;
  readonly kindConfig?: string;
}

/** What the steps of a launch find out for the later ones. */
export interface Launch {
  readonly stack: string;
  readonly project: ProjectStack;
  readonly options: LaunchOptions;
  readonly kindConfig: KindConfig;

  /** Context of the cluster that the stack goes to. */
  readonly context: string;

  /** Made before all else, and again if the cluster has other passwords than this machine. */
  synthesis: Synthesis;

  /** Set once the cluster is there. */
  target?: Target;

  /** Images that were built for the stack. */
  builds: readonly Build[];

  /** Names of the workloads of slipway's ingress controller, if it is slipway's. */
  controllers: readonly string[];

  /** The last release that came up, if there was one. */
  earlier?: Release;

  /** Set once the first object of it may have been applied. */
  release?: Release;

  /** Set once it is known which volumes grow. */
  growth?: VolumeGrowth;

  /** What became of each object. */
  applied: readonly Applied[];

  /** Names of the objects of an earlier version that were deleted. */
  pruned: readonly string[];
}

/** The cluster of a launch, for steps that come after the one that finds it. */
export function targetOf({ target }: Launch): Target {
  if (!target) throw new Error('the cluster is asked for before the step that finds it');
  return target;
}
