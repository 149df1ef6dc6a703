import { setMaxListeners } from 'node:events';
import { constants } from 'node:os';

/** Thrown where work stops because the user pressed Ctrl-C, or the process was told to end. */
export class Interrupted extends Error {
  public override readonly name = 'Interrupted';

  /**
   * @param halfDone what the interrupted work leaves behind, as a whole sentence
   * @param goesOn whether the same command, run again, goes on from there
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

/** Aborted by the first Ctrl-C, or when nobody reads the output any more; its `reason` is the name of a signal. */
export const interruption: AbortSignal = first.signal;

/** Aborted by the second Ctrl-C, during work that is `guarded`. */
export const insistence: AbortSignal = second.signal;

/** Never aborted: for what has to be put right even after a second Ctrl-C. */
export const never: AbortSignal = new AbortController().signal;

// Each command that runs listens to one of them: there may be many at a time, and that is no leak.
for (const signal of [interruption, insistence, never]) setMaxListeners(0, signal);

/** Exit code that a shell expects of a process that ended by `signal`: 130 for SIGINT. */
export function exitCodeOf(signal: NodeJS.Signals): number {
  return 128 + constants.signals[signal];
}

/** Exit code of a process that was interrupted. */
export function interruptedExitCode(): number {
  return exitCodeOf((interruption.reason as NodeJS.Signals | undefined) ?? 'SIGINT');
}

/** Ends all work in an orderly way, as if the process had been sent `signal`. */
export function interrupt(signal: NodeJS.Signals): void {
  first.abort(signal);
}

let requests = 0;
let guards = 0;

/**
 * Turns the first Ctrl-C into an orderly end; the second one ends the process at once, unless its work is `guarded`.
 *
 * @param end ends the process
 */
export function listenForInterrupts(end: (exitCode: number) => void): void {
  // A terminal that is closed sends it, and so does its shell: that is no second request.
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

/** Does work that has to put something right at its end: a second Ctrl-C aborts `insistence`, a third ends the process. */
export async function guarded<T>(work: () => Promise<T>): Promise<T> {
  guards += 1;
  try {
    return await work();
  } finally {
    guards -= 1;
  }
}

/** Does work that begins anew when it is done again after it was interrupted. */
export async function startingAnew(work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    throw error instanceof Interrupted ? new Interrupted(error.halfDone, false) : error;
  }
}
