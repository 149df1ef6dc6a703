import { output } from '../base/command';
import { Duration } from '../base/duration';
import { Failure } from '../base/failure';
import type { StackRef } from '../base/stack-ref';
import type { Target } from '../kube/target';
import type { KindCluster } from '../machine/kind-cluster';
import { loadImages } from '../machine/load';
import { localImages } from '../machine/local-images';
import type { Reporter } from '../progress/reporter';
import type { Step } from '../progress/step';
import { execute, type Execution } from './execute';
import { readLive } from './live';
import { type Plan, rollbackPlanOf } from './plan';
import type { Release } from './record';

/** Minimum wait for a rollback: a short `--timeout` of the broken release must not fail it. */
const leastWait = Duration.minutes(5);

/** A release to go back to. */
export interface Rollback {
  readonly target: Target;
  readonly stack: StackRef;
  readonly release: Release;

  /** Longest wait for the workloads of the broken release. */
  readonly timeout: Duration;
}

/**
 * Brings back an earlier release.
 *
 * @param cause why the release after it has failed
 * @returns the failure to throw: the cause, with what runs now
 */
export async function rolledBack(rollback: Rollback, cause: Failure, reporter: Reporter): Promise<Failure> {
  reporter.say(`\n${cause.message}: going back to the release before\n`);
  try {
    const { target, stack, release, timeout } = rollback;
    await reporter.run(imagesStep(stack.name, target.kind, release));
    const plan = await reporter.run(planStep(rollback));
    await execute(target.kubectl, plan, executionOf(timeout), reporter);
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    const message = `${cause.message}, and the rollback failed as well: ${error.message}`;
    return new Failure(message, error.fix, [cause.detail, error.detail].filter(Boolean).join('\n\n'));
  }
  return new Failure(
    `${cause.message}. It was rolled back: the release before runs`,
    cause.fix,
    cause.detail,
  );
}

function executionOf(timeout: Duration): Execution {
  return {
    timeout: longer(timeout, leastWait),
    apply: {
      title: 'Roll back manifests',
      halfDone: 'Some objects may be those of the earlier release again, others not.',
      done: 'Manifests rolled back',
    },
    wait: {
      title: 'Wait until all is ready again',
      halfDone: 'All objects of the earlier release are applied, and go on starting in the cluster.',
    },
    deletesAtOnce: () => true,
  };
}

/** Gives the tags of the images that were built here back to the builds of the earlier release. */
function imagesStep(stack: string, kind: KindCluster | undefined, { imageIds }: Release): Step {
  return {
    title: 'Roll back images',
    halfDone: 'Some image tags may stand for the earlier build again, others not.',
    run: async ({ done }) => {
      const present = await localImages(Object.keys(imageIds));
      const other = Object.entries(imageIds).filter(([name, id]) => present.get(name) !== id);
      for (const [name, id] of other) {
        if (!(await localImages([id])).has(id)) throw goneImage(name, stack);
        await output('docker', ['tag', id, name]);
      }
      const names = other.map(([name]) => name);
      if (kind) await loadImages(kind, names, () => undefined);
      done(names.length > 0 ? `Images rolled back: ${names.join(', ')}` : 'The images have not changed');
    },
  };
}

function goneImage(name: string, stack: string): Failure {
  return new Failure(
    `Docker no longer has the build of ${name} that ran before`,
    `Its pods go on as long as they are not moved; correct the new build, and repeat 'npx slipway up ${stack}'.`,
  );
}

function planStep({ target, stack, release }: Rollback): Step<Plan> {
  return {
    title: 'Plan the rollback',
    halfDone:
      'Some image tags may stand for the earlier build again; the objects are those of the new release.',
    run: async ({ done }) => {
      const plan = rollbackPlanOf(stack, release, await readLive(target, stack.name));
      done(`Plan of the rollback: ${plan.objects.length} objects`);
      return plan;
    },
  };
}

function longer(one: Duration, other: Duration): Duration {
  return one.toMilliseconds() > other.toMilliseconds() ? one : other;
}
