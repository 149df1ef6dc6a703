import { Failure } from '../base/failure';
import type { Kubectl } from '../kube/kubectl';
import { isSecret } from '../kube/secret-object';
import type { Target } from '../kube/target';
import type { Reporter } from '../progress/reporter';
import type { Step } from '../progress/step';
import type { Applied } from './apply';
import { execute, type Execution, pruneStep } from './execute';
import type { LaunchOptions } from './launch-options';
import type { Plan } from './plan';
import { recordRelease, type Release } from './record';
import { rolledBack } from './rollback';

/** A release that is about to be applied. */
export interface NewRelease {
  readonly target: Target;
  readonly plan: Plan;

  /** Docker's IDs of the images that were built for it, by name. @default - none were built */
  readonly imageIds?: ReadonlyMap<string, string>;

  /** The last release that came up. @default - none has */
  readonly earlier?: Release;
  readonly options: Pick<LaunchOptions, 'rollback' | 'timeout'>;
}

/**
 * Applies a plan and waits until all is ready; if that fails, brings back the last release that came up.
 *
 * @returns what became of each object
 * @throws Failure that says why the release failed, and what runs now
 */
export async function release(
  { target, plan, imageIds, earlier, options }: NewRelease,
  reporter: Reporter,
): Promise<readonly Applied[]> {
  const { kubectl } = target;
  const { stack } = plan;
  const execution = executionOf(options);
  const record = recordOf(plan, imageIds);
  let applied: readonly Applied[];
  try {
    applied = await execute(kubectl, plan, execution, reporter);
  } catch (error) {
    if (!(error instanceof Failure) || !options.rollback) throw error;
    const isOther = earlier && JSON.stringify(earlier) !== JSON.stringify(record);
    const { timeout } = options;
    throw isOther
      ? await rolledBack({ target, stack, release: earlier, timeout }, error, reporter)
      : leftAsItIs(error, earlier);
  }
  await reporter.runAll([recordStep(kubectl, stack.name, record), pruneStep(kubectl, plan, execution)]);
  return applied;
}

function executionOf({ timeout }: Pick<LaunchOptions, 'timeout'>): Execution {
  return {
    timeout,
    apply: {
      title: 'Apply manifests',
      halfDone: 'Some objects may have been applied, others not.',
      done: 'Manifests',
    },
    wait: {
      title: 'Wait until all is ready',
      halfDone: 'All objects are applied, and go on starting in the cluster.',
    },
    // Two Ingresses can't have one host: the new one is refused as long as the old one is there. All else pods of the
    // earlier version may need until the rollout is done.
    deletesAtOnce: ({ kind }) => kind === 'Ingress',
  };
}

/** What a rollback from a later release goes back to. */
function recordOf({ objects }: Plan, imageIds: ReadonlyMap<string, string> = new Map()): Release {
  return {
    objects: objects.filter((object) => !isSecret(object)),
    secrets: objects.filter(isSecret).map(({ metadata }) => metadata.name),
    // Sorted, as builds end in any order, and the same release must be the same record.
    imageIds: Object.fromEntries([...imageIds].sort(([a], [b]) => (a < b ? -1 : 1))),
  };
}

/** Keeps the release, now that it has come up, for a rollback from the next one. */
function recordStep(kubectl: Kubectl, stack: string, record: Release): Step {
  return {
    title: 'Record the release',
    run: async ({ done }) => {
      await recordRelease(kubectl, stack, record);
      done('Release recorded, for a rollback');
    },
  };
}

function leftAsItIs({ message, fix, detail }: Failure, earlier: Release | undefined): Failure {
  const why = earlier
    ? 'the release before is the same, and came up'
    : 'no release has come up before to which it could be rolled back';
  return new Failure(`${message}. It stays as it is: ${why}`, fix, detail);
}
