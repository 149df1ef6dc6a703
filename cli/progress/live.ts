import { Listr, type ListrTask } from 'listr2';
import type { Step } from './step';

/** Runs steps, and shows them on the terminal as lines that change in place. */
export async function runLive(steps: readonly Step[]): Promise<void> {
  await new Listr(steps.map(toTask), {
    // The command line listens for Ctrl-C itself, and prints failures itself.
    registerSignalListeners: false,
    rendererOptions: { collapseSubtasks: false, collapseErrors: false, showErrorMessage: false },
  }).run();
}

function toTask({ title, run }: Step): ListrTask {
  return {
    title,
    rendererOptions: { outputBar: 1 },
    task: async (_, task) => {
      let below: readonly Step[] = [];
      await run({
        title: (text) => (task.title = text),
        done: (text) => (task.title = text),
        parts: (steps) => (below = steps),
        line: (text) => (task.output = text),
      });
      return below.length > 0 ? task.newListr(below.map(toTask), { concurrent: true }) : undefined;
    },
  };
}
