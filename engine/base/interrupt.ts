import { setMaxListeners } from 'node:events';
import { constants } from 'node:os';

/** Thrown if work stops because the user pressed Ctrl-C, or because the process got a signal. */
export class Interrupted extends Error {
  public override readonly name = 'Interrupted';

  /**
   * @param halfDone what the interrupted work has left half-done, as a whole sentence
   * @param goesOn whether the same command continues the work if it is run again
   */
  constructor(
    public readonly halfDone?: string,
    public readonly goesOn = true,
  ) {
    super('interrupted');
  }
}

const first = new AbortController();
const second = new AbortController();

/** Aborted by the first Ctrl-C, or when the output is closed. Its `reason` is the name of a signal. */
export const interruption: AbortSignal = first.signal;

/** Aborted by the second Ctrl-C during `guarded` work. */
export const insistence: AbortSignal = second.signal;

/** Never aborted: for cleanup that must happen even after a second Ctrl-C. */
export const never: AbortSignal = new AbortController().signal;

// Each running command listens to one of them. Many listeners at a time are not a leak.
for (const signal of [interruption, insistence, never]) setMaxListeners(0, signal);

/** The exit code, by the rules of shells, of a process that a signal has ended: 130 for SIGINT. */
export function exitCodeOf(signal: NodeJS.Signals): number {
  return 128 + constants.signals[signal];
}

/** The exit code of an interrupted process. */
export function interruptedExitCode(): number {
  return exitCodeOf((interruption.reason as NodeJS.Signals | undefined) ?? 'SIGINT');
}

/** Stops all work in an orderly way, as if the process had got `signal`. */
export function interrupt(signal: NodeJS.Signals): void {
  first.abort(signal);
}

let requests = 0;
let guards = 0;

/**
 * Makes the first Ctrl-C stop all work in an orderly way. The second one ends the process at once, except during `guarded` work.
 *
 * @param end ends the process
 */
export function listenForInterrupts(end: (exitCode: number) => void): void {
  // A closed terminal sends it, and its shell sends it again: that does not count as a second request.
  process.on('SIGHUP', interrupt);
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      requests += 1;
      if (requests === 1) interrupt(signal);
      else if (requests === 2 && guards > 0) second.abort(signal);
      else end(exitCodeOf(signal));
    });
  }
}

/** Runs work that needs cleanup at its end. A second Ctrl-C aborts `insistence`; a third ends the process. */
export async function guarded<T>(work: () => Promise<T>): Promise<T> {
  guards += 1;
  try {
    return await work();
  } finally {
    guards -= 1;
  }
}

/** Runs work that can't be resumed: after Ctrl-C the command starts over. */
export async function startingAnew(work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    throw error instanceof Interrupted ? new Interrupted(error.halfDone, false) : error;
  }
}
