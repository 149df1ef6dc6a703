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
export interface Step {
  readonly title: string;

  readonly run: (progress: Progress) => Promise<void>;

  /** What is half-done if the step is interrupted, as a whole sentence. */
  readonly halfDone?: string;
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
