import { type Reporter, reporterOn } from './reporter';
import type { Step } from './step';

/** Prints a line for each change of a step's title: `-` while it runs, `+` done, `x` failed; `!` before a warning. */
export function plainReporter(): Reporter {
  return reporterOn({
    run: async (steps) => {
      for (const step of steps) await runOne(step, '');
    },
    say: (text) => {
      console.log(text);
    },
    warn: (text) => {
      console.log(`! ${text}`);
    },
  });
}

async function runOne(step: Step, indent: string): Promise<void> {
  let title = step.title;
  let below: readonly Step[] = [];
  const print = (mark: string): void => {
    console.log(`${indent}${mark} ${title}`);
  };
  print('-');
  try {
    await step.run({
      title: (text) => {
        if (text === title) return;
        title = text;
        print('-');
      },
      done: (text) => (title = text),
      parts: (steps) => (below = steps),
      line: () => undefined,
    });
    await Promise.all(below.map((part) => runOne(part, `${indent}  `)));
  } catch (error) {
    print('x');
    throw error;
  }
  print('+');
}
