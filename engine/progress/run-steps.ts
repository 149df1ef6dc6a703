import { Interrupted } from '../base/interrupt';
import { runLive } from './live';
import { runPlain } from './plain';
import type { Step } from './step';

/**
 * Runs steps one after the other, until one fails.
 *
 * On a terminal their lines change in place; elsewhere, and in CI, each change is a line of its own.
 */
export async function runSteps(steps: readonly Step[]): Promise<void> {
  const isLive = process.stdout.isTTY && process.env.CI === undefined;
  await (isLive ? runLive : runPlain)(steps.map(sayingWhatIsHalfDone));
}

function sayingWhatIsHalfDone(step: Step): Step {
  const run: Step['run'] = async (progress) => {
    const parts = (steps: readonly Step[]): void => {
      progress.parts(steps.map((part) => sayingWhatIsHalfDone({ halfDone: step.halfDone, ...part })));
    };
    try {
      await step.run({ ...progress, parts });
    } catch (error) {
      const isSilent = error instanceof Interrupted && error.halfDone === undefined;
      throw isSilent ? new Interrupted(step.halfDone) : error;
    }
  };
  return { ...step, run };
}
