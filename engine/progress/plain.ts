import type { Step } from './step';

/** Runs steps, and prints a line for each change of a title: `-` while it runs, `+` done, `x` failed. */
export async function runPlain(steps: readonly Step[]): Promise<void> {
  for (const step of steps) await runOne(step, '');
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
