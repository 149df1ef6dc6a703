import { Failure } from '../base/failure';
import type { Kubectl } from '../kube/kubectl';
import { isSecret } from '../kube/secret-object';
import type { Target } from '../kube/target';
import type { Reporter } from '../progress/reporter';
import type { Step } from '../progress/step';
import type { Applied } from './apply';
import { execute, type Execution, pruneStep, renewStep } from './execute';
import type { LaunchOptions } from './launch-options';
import type { Plan } from './plan';
import { recordRelease, type Release } from './record';
import { rolledBack } from './rollback';

/** A release to apply. */
export interface NewRelease {
  readonly target: Target;
  readonly plan: Plan;

  /** Docker IDs of the images that were built for it, by name. @default - none were built */
  readonly imageIds?: ReadonlyMap<string, string>;

  /** The last release that became ready. @default - there is none */
  readonly earlier?: Release;
  readonly options: Pick<LaunchOptions, 'rollback' | 'timeout'>;
}

/**
 * Applies a plan, and waits until all workloads are ready. If that fails, it rolls back to the last release that became
 * ready.
 *
 * @returns the result for each object
 * @throws Failure with the cause, and with what runs now
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
  await reporter.runAll([
    ...(plan.renewed.length > 0 ? [renewStep(kubectl, plan)] : []),
    recordStep(kubectl, stack.name, record),
    pruneStep(kubectl, plan, execution),
  ]);
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
      halfDone: 'All objects are applied, and continue to start in the cluster.',
    },
    // The controller refuses a second Ingress for the same host, so the old one is deleted first. Pods of the earlier
    // release may need the other objects until the rollout is complete.
    deletesAtOnce: ({ kind }) => kind === 'Ingress',
  };
}

/** The record of a release, for a rollback of a later one. */
function recordOf({ objects }: Plan, imageIds: ReadonlyMap<string, string> = new Map()): Release {
  return {
    objects: objects.filter((object) => !isSecret(object)),
    secrets: objects.filter(isSecret).map(({ metadata }) => metadata.name),
    // Sorted, because builds end in any order, and the same release must give the same record.
    imageIds: Object.fromEntries([...imageIds].sort(([a], [b]) => (a < b ? -1 : 1))),
  };
}

/** Records the release after it has become ready, for a rollback of the next one. */
function recordStep(kubectl: Kubectl, stack: string, record: Release): Step {
  return {
    title: 'Record the release',
    run: async ({ done }) => {
      await recordRelease(kubectl, stack, record);
      done('Release recorded for a rollback');
    },
  };
}

function leftAsItIs({ message, fix, detail }: Failure, earlier: Release | undefined): Failure {
  const why = earlier ? 'the previous release is the same' : 'there is no earlier release';
  return new Failure(`${message}. It was not rolled back: ${why}`, fix, detail);
}
