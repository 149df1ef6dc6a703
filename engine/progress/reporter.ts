import { Interrupted } from '../base/interrupt';
import type { Step } from './step';

/** Shows the work of the engine. The caller hands it to the engine, which prints nothing itself. */
export interface Reporter {
  /** Runs a step, shows its progress, and returns its result. */
  run<T>(step: Step<T>): Promise<T>;

  /** Runs steps one after the other, until one fails. */
  runAll(steps: readonly Step[]): Promise<void>;

  /** Shows a text between steps. */
  say(text: string): void;

  /** Shows a warning before the next step changes something. */
  warn(text: string): void;
}

/** A way to show steps and texts. */
export interface Display {
  /** Runs steps one after the other, until one fails. */
  readonly run: (steps: readonly Step[]) => Promise<void>;
  readonly say: (text: string) => void;
  readonly warn: (text: string) => void;
}

/** A reporter on a display. If a step or one of its parts is interrupted, the error says what is half-done. */
export function reporterOn({ run, say, warn }: Display): Reporter {
  const runAll = (steps: readonly Step[]): Promise<void> => run(steps.map(sayingWhatIsHalfDone));
  return {
    runAll,
    say,
    warn,
    run: async <T>(step: Step<T>): Promise<T> => {
      const values: T[] = [];
      await runAll([{ ...step, run: async (progress) => void values.push(await step.run(progress)) }]);
      return values[0] as T;
    },
  };
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
