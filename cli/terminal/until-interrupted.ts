import { Interrupted, interruptedExitCode, interruption } from '../../engine/base/interrupt';

/**
 * Runs work that prints until the user ends it with Ctrl-C. Prints no message about the interruption.
 *
 * If the output is closed, as by `| head`, the command succeeds.
 */
export async function untilInterrupted(work: () => Promise<unknown>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (!(error instanceof Interrupted)) throw error;
    if (interruption.reason !== 'SIGPIPE') process.exitCode = interruptedExitCode();
  }
}
