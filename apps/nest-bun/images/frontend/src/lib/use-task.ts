import { useState } from 'react';

/** Runs one thing at a time, and keeps what went wrong with the last. */
export function useTask() {
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string>();

  async function run(task: () => Promise<void>): Promise<void> {
    setBusy(true);
    setProblem(undefined);
    try {
      await task();
    } catch (error) {
      setProblem(error instanceof Error ? error.message : String(error));
    } finally {
      setBusy(false);
    }
  }

  return { busy, problem, run };
}
