/** How a running step tells where it is. */
export interface Progress {
  /** Replaces the text of the step while it runs. */
  readonly title: (text: string) => void;

  /** Replaces the text of the step by what it has come to. */
  readonly done: (text: string) => void;

  /** Adds steps that run, all at once, when this one has done its own work, and are shown below it. */
  readonly parts: (steps: readonly Step[]) => void;

  /** Shows the latest line of what a command prints, where there is a terminal to show it on. */
  readonly line: (text: string) => void;
}

/** A piece of work with a line of its own on the screen. */
export interface Step<T = void> {
  readonly title: string;

  /** Does the work, and gives what later steps need of it. */
  readonly run: (progress: Progress) => Promise<T>;

  /** What is half-done if the step is interrupted, as a whole sentence. */
  readonly halfDone?: string;
}

/**
 * Steps of which one that fails waits for the others to end: so each has told what it has come to.
 *
 * @returns the steps; if several fail, all throw the one failure that `combine` makes of theirs
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

/** A step that consists of others, which run all at once. */
export function together(title: string, steps: readonly Step[]): Step {
  return {
    title,
    run: ({ parts }) => {
      parts(steps);
      return Promise.resolve();
    },
  };
}
