import { setTimeout as sleep } from 'node:timers/promises';

/**
 * What `attempt` returns once it no longer throws; rejects with its last error after two minutes.
 *
 * @param pause milliseconds between two attempts: each run of kubectl takes a good part of a core, which shows where
 * latency is measured meanwhile
 */
export async function eventually<T>(attempt: () => Promise<T>, pause = 500): Promise<T> {
  const end = Date.now() + 120_000;
  for (;;) {
    try {
      return await attempt();
    } catch (error) {
      if (Date.now() > end) throw error;
      await sleep(pause);
    }
  }
}

/** Repeats `check` for as long as `seconds`, and throws as soon as it does. */
export async function throughout(seconds: number, check: () => Promise<void>): Promise<void> {
  const end = Date.now() + seconds * 1_000;
  while (Date.now() < end) {
    await check();
    await sleep(500);
  }
}
