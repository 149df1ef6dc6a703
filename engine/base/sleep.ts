import { setTimeout as sleep } from 'node:timers/promises';
import { Interrupted, interruption } from './interrupt';

/**
 * Waits so many milliseconds.
 *
 * @param signal ends the wait. @default - Ctrl-C
 * @throws Interrupted once `signal` is aborted
 */
export async function pause(milliseconds: number, signal = interruption): Promise<void> {
  try {
    await sleep(milliseconds, undefined, { signal });
  } catch {
    throw new Interrupted();
  }
}
