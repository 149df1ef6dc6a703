import { setTimeout as sleep } from 'node:timers/promises';
import { Interrupted, interruption } from './interrupt';

/**
 * Waits so many milliseconds.
 *
 * @throws Interrupted at Ctrl-C
 */
export async function pause(milliseconds: number): Promise<void> {
  try {
    await sleep(milliseconds, undefined, { signal: interruption });
  } catch {
    throw new Interrupted();
  }
}
