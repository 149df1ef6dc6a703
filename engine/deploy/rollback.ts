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

/** A rollback to an earlier release. */
export interface Rollback {
  readonly target: Target;
  readonly stack: StackRef;
  readonly release: Release;

  /** Longest wait for the workloads of the broken release. */
  readonly timeout: Duration;
}

/**
 * Rolls back to an earlier release.
 *
 * @param cause why the newer release has failed
 * @returns the failure to throw: the cause, with what runs now
 */
export async function rolledBack(rollback: Rollback, cause: Failure, reporter: Reporter): Promise<Failure> {
  reporter.say(`\n${cause.message}: rolling back to the previous release\n`);
  try {
    const { target, stack, release, timeout } = rollback;
    await reporter.run(imagesStep(stack.name, target.kind, release));
    const plan = await reporter.run(planStep(rollback));
    await execute(target.kubectl, plan, executionOf(timeout), reporter);
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    const message = `${cause.message}, and the rollback failed too: ${error.message}`;
    return new Failure(message, error.fix, [cause.detail, error.detail].filter(Boolean).join('\n\n'));
  }
  return new Failure(
    `${cause.message}. It was rolled back: the previous release runs`,
    cause.fix,
    cause.detail,
  );
}

function executionOf(timeout: Duration): Execution {
  return {
    timeout: longer(timeout, leastWait),
    apply: {
      title: 'Roll back manifests',
      halfDone: 'Some objects may be rolled back, others not.',
      done: 'Manifests rolled back',
    },
    wait: {
      title: 'Wait until all is ready again',
      halfDone: 'All objects are rolled back, and continue to start in the cluster.',
    },
    deletesAtOnce: () => true,
  };
}

/** Tags the builds of the earlier release again, and loads them. */
function imagesStep(stack: string, kind: KindCluster | undefined, { imageIds }: Release): Step {
  return {
    title: 'Roll back images',
    halfDone: 'Some image tags may be rolled back, others not.',
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
    `Docker no longer has the previous build of ${name}`,
    `Pods that run it keep running until they are moved. Correct the new build, and repeat 'npx slipway up ${stack}'.`,
  );
}

function planStep({ target, stack, release }: Rollback): Step<Plan> {
  return {
    title: 'Plan the rollback',
    halfDone: 'Image tags may be rolled back; the objects are still those of the new release.',
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
