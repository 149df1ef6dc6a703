import { Interrupted, interruptedExitCode, interruption } from '../../engine/base/interrupt';

/**
 * Does work that prints until the user ends it, for which Ctrl-C is the way: there is nothing to explain then.
 *
 * Who closes the output, as `| head` does, has seen enough, and that is success.
 */
export async function untilInterrupted(work: () => Promise<unknown>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (!(error instanceof Interrupted)) throw error;
    if (interruption.reason !== 'SIGPIPE') process.exitCode = interruptedExitCode();
  }
}
