import { setTimeout as sleep } from 'node:timers/promises';
import type { Duration } from './duration';
import { Interrupted, interruption } from './interrupt';

/**
 * Waits.
 *
 * @param signal ends the wait. @default - Ctrl-C
 * @throws Interrupted once `signal` is aborted
 */
export async function pause(duration: Duration, signal = interruption): Promise<void> {
  try {
    await sleep(duration.toMilliseconds(), undefined, { signal });
  } catch {
    throw new Interrupted();
  }
}
