import { type Reporter, reporterOn } from '../../../engine/progress/reporter';
import type { Step } from '../../../engine/progress/step';

/** A reporter that keeps what it was told to show. */
export function silentReporter(shown: string[] = []): Reporter {
  const runOne = async (step: Step): Promise<void> => {
    let below: readonly Step[] = [];
    await step.run({
      title: () => undefined,
      done: (text) => shown.push(text),
      parts: (steps) => (below = steps),
      line: () => undefined,
    });
    await Promise.all(below.map(runOne));
  };
  return reporterOn({
    run: async (steps) => {
      for (const step of steps) await runOne(step);
    },
    say: (text) => shown.push(text.trim()),
    warn: (text) => shown.push(`! ${text}`),
  });
}
