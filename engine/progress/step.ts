/** Shows the progress of a running step. */
export interface Progress {
  /** Replaces the text of the step while it runs. */
  readonly title: (text: string) => void;

  /** Replaces the text of the step by its result. */
  readonly done: (text: string) => void;

  /** Adds steps that are shown below this one. They all start when this step has done its own work. */
  readonly parts: (steps: readonly Step[]) => void;

  /** Shows the latest output line of a command, if there is a terminal. */
  readonly line: (text: string) => void;
}

/** A piece of work with its own line on the screen. */
export interface Step<T = void> {
  readonly title: string;

  /** Does the work, and returns what later steps need. */
  readonly run: (progress: Progress) => Promise<T>;

  /** What is half-done if the step is interrupted, as a whole sentence. */
  readonly halfDone?: string;
}

/**
 * Steps that run at the same time. A step that fails waits for the others to end, so that each can show its result.
 *
 * @returns the steps. If several fail, each throws the failure that `combine` makes of all their errors
 */
export function settled(steps: readonly Step[], combine: (errors: readonly unknown[]) => unknown): Step[] {
  const errors: unknown[] = [];
  let running = steps.length;
  let allEnded = (): void => undefined;
  const end = new Promise<void>((resolve) => (allEnded = resolve));
  const ended = (): void => {
    running -= 1;
    if (running === 0) allEnded();
  };
  return steps.map((step) => ({
    ...step,
    run: async (progress) => {
      try {
        await step.run(progress);
        ended();
      } catch (error) {
        errors.push(error);
        ended();
        await end;
        throw errors.length > 1 ? combine(errors) : error;
      }
    },
  }));
}

/** A step whose parts run at the same time. */
export function together(title: string, steps: readonly Step[]): Step {
  return {
    title,
    run: ({ parts }) => {
      parts(steps);
      return Promise.resolve();
    },
  };
}
