import { Listr, type ListrTask } from 'listr2';
import { type Reporter, reporterOn } from './reporter';
import type { Step } from './step';

/** Shows steps on a terminal, as lines that change in place. */
export function liveReporter(): Reporter {
  return reporterOn({
    run: async (steps) => {
      await new Listr(steps.map(toTask), {
        // The command line handles Ctrl-C and prints failures.
        registerSignalListeners: false,
        rendererOptions: { collapseSubtasks: false, collapseErrors: false, showErrorMessage: false },
      }).run();
    },
    say: (text) => {
      console.log(text);
    },
    warn: (text) => {
      console.log(`\n! ${text}\n`);
    },
  });
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
        // A download overwrites its line again and again: only the last text counts.
        line: (text) => (task.output = text.split('\r').at(-1) ?? ''),
      });
      return below.length > 0 ? task.newListr(below.map(toTask), { concurrent: true }) : undefined;
    },
  };
}
