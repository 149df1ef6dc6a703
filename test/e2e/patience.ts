import { setTimeout as sleep } from 'node:timers/promises';

/** What `attempt` returns once it no longer throws; rejects with its last error after two minutes. */
export async function eventually<T>(attempt: () => Promise<T>): Promise<T> {
  const end = Date.now() + 120_000;
  for (;;) {
    try {
      return await attempt();
    } catch (error) {
      if (Date.now() > end) throw error;
      await sleep(500);
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
