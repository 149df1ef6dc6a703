import { setTimeout as sleep } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';

/**
 * Repeats `attempt` until it does not throw, and returns its result. Rejects with its last error after two minutes.
 *
 * @param pause milliseconds between two attempts: each run of kubectl takes a good part of a core, which shows where
 * latency is measured meanwhile
 */
export async function eventually<T>(attempt: () => Promise<T>, pause = 1_000): Promise<T> {
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

/** Repeats `look` until its result has not changed for that many milliseconds. Rejects if it still changes after ten minutes. */
export async function unchanged<T>(look: () => Promise<T>, milliseconds: number): Promise<T> {
  const end = Date.now() + 600_000;
  const pause = 5_000;
  let seen = await eventually(look, pause);
  for (let since = Date.now(); Date.now() - since < milliseconds;) {
    if (Date.now() > end) throw new Error(`it still changes after ten minutes: ${JSON.stringify(seen)}`);
    await sleep(pause);
    const now = await eventually(look, pause);
    if (!isDeepStrictEqual(now, seen)) [seen, since] = [now, Date.now()];
  }
  return seen;
}

/**
 * Repeats `check` for as long as `seconds`, and throws as soon as it does.
 *
 * @param pause milliseconds between two checks
 */
export async function throughout(seconds: number, check: () => Promise<void>, pause = 500): Promise<void> {
  const end = Date.now() + seconds * 1_000;
  while (Date.now() < end) {
    await check();
    await sleep(pause);
  }
}
