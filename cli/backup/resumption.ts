import { formatDuration } from '../arguments/duration';
import { Failure } from '../failure';
import { Interrupted, insistence } from '../process/interrupt';
import { pause } from '../process/pause';
import type { Progress, Step } from '../progress/step';
import type { Paused } from './paused';

const interval = 2_000;

/**
 * A step that resumes what a restore has paused: again and again, until the API of the cluster answers.
 *
 * @param outage longest time that it may be away, in milliseconds
 */
export function resumeStep(paused: Paused, outage: number): Step {
  return {
    title: 'Resume what was paused',
    run: async (progress) => {
      await resume(paused, outage, progress);
      progress.done(
        paused.resumed.length > 0 ? `Resumed: ${paused.resumed.join(', ')}` : 'Nothing was paused',
      );
    },
  };
}

async function resume(paused: Paused, outage: number, { title }: Progress): Promise<void> {
  const deadline = Date.now() + outage;
  for (;;) {
    try {
      await paused.resume();
      return;
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      if (insistence.aborted || Date.now() > deadline) throw stillPaused(paused, error);
      title(`Resume what was paused, once the API answers; that is tried for ${formatDuration(outage)}`);
      await pause(interval, insistence).catch((interrupted: unknown) => {
        throw interrupted instanceof Interrupted ? stillPaused(paused, error) : interrupted;
      });
    }
  }
}

/** What is paused, why, and how to resume it by hand. */
function stillPaused({ names, commands }: Paused, { message, detail }: Failure): Failure {
  return new Failure(
    `what the restore has paused could not be resumed, and has no pods (${names.join(', ')}): ${message}`,
    `As soon as the API answers, run:\n\n${commands.map((command) => `  ${command}`).join('\n')}`,
    detail,
  );
}
