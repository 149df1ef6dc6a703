import { setMaxListeners } from 'node:events';
import { constants } from 'node:os';

/** Thrown where work stops because the user pressed Ctrl-C, or the process was told to end. */
export class Interrupted extends Error {
  public override readonly name = 'Interrupted';

  /** @param halfDone what the interrupted work leaves behind, as a whole sentence */
  constructor(public readonly halfDone?: string) {
    super('interrupted');
  }
}

const controller = new AbortController();

/** Aborted by the first Ctrl-C; its `reason` is the name of the signal. */
export const interruption: AbortSignal = controller.signal;

// Each command that runs listens to it: there may be many at a time, and that is no leak.
setMaxListeners(0, interruption);

/** Exit code that a shell expects of a process that ended by `signal`: 130 for SIGINT. */
export function exitCodeOf(signal: NodeJS.Signals): number {
  return 128 + constants.signals[signal];
}

/** Turns the first Ctrl-C into an orderly end; the second one ends the process at once. */
export function listenForInterrupts(): void {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => {
      if (interruption.aborted) process.exit(exitCodeOf(signal));
      controller.abort(signal);
    });
  }
}

/** Does work that goes on until the user ends it, for which Ctrl-C is the way: there is nothing to explain then. */
export async function untilInterrupted(work: () => Promise<unknown>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (!(error instanceof Interrupted)) throw error;
    process.exitCode = exitCodeOf((interruption.reason as NodeJS.Signals | undefined) ?? 'SIGINT');
  }
}
