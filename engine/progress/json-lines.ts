import { type Reporter, reporterOn } from './reporter';
import type { Step } from './step';

/** An event of a step or between steps. docs/json-output.md describes the fields. */
export type ProgressEvent =
  | {
      readonly event: 'step-started';
      readonly step: number;
      readonly parent?: number;
      readonly title: string;
    }
  | { readonly event: 'step-changed' | 'step-failed'; readonly step: number; readonly title: string }
  | { readonly event: 'step-output'; readonly step: number; readonly text: string }
  | { readonly event: 'step-done'; readonly step: number; readonly title: string; readonly seconds: number }
  | { readonly event: 'message' | 'warning'; readonly text: string };

/** Writes each event as a JSON object on its own line, for programs. */
export function jsonLinesReporter(write: (event: ProgressEvent) => void): Reporter {
  let steps = 0;
  const runOne = async ({ title: first, run }: Step, parent?: number): Promise<void> => {
    steps += 1;
    const step = steps;
    const start = Date.now();
    let title = first;
    let below: readonly Step[] = [];
    write({ event: 'step-started', step, ...(parent !== undefined && { parent }), title });
    try {
      await run({
        title: (text) => {
          if (text === title) return;
          title = text;
          write({ event: 'step-changed', step, title });
        },
        done: (text) => (title = text),
        parts: (parts) => (below = parts),
        line: (text) => {
          write({ event: 'step-output', step, text });
        },
      });
      await Promise.all(below.map((part) => runOne(part, step)));
    } catch (error) {
      write({ event: 'step-failed', step, title });
      throw error;
    }
    write({ event: 'step-done', step, title, seconds: (Date.now() - start) / 1_000 });
  };
  return reporterOn({
    run: async (all) => {
      for (const step of all) await runOne(step);
    },
    say: (text) => {
      write({ event: 'message', text: text.trim() });
    },
    warn: (text) => {
      write({ event: 'warning', text });
    },
  });
}
