import { Duration } from '../base/duration';
import { Failure } from '../base/failure';
import { insistence, Interrupted } from '../base/interrupt';
import { pause } from '../base/sleep';
import type { Progress, Step } from '../progress/step';
import { formatDuration } from '../text/duration';
import type { Paused } from './paused';

const interval = Duration.seconds(2);

/** How long to try to resume. */
export interface ResumptionLimits {
  /** Longest time that the API may be away. */
  readonly outage: Duration;

  /** Longest wait for a Job that still replaces data. */
  readonly timeout: Duration;
}

/**
 * A step that resumes what a restore has paused: once nothing replaces data any more, and the API of the cluster
 * answers.
 *
 * @param running gives the name of a Job that still replaces data
 */
export function resumeStep(
  paused: Paused,
  running: () => Promise<string | undefined>,
  limits: ResumptionLimits,
): Step {
  return {
    title: 'Resume what was paused',
    run: async (progress) => {
      await resume(paused, running, limits, progress);
      progress.done(
        paused.resumed.length > 0 ? `Resumed: ${paused.resumed.join(', ')}` : 'Nothing was paused',
      );
    },
  };
}

async function resume(
  paused: Paused,
  running: () => Promise<string | undefined>,
  { outage, timeout }: ResumptionLimits,
  { title }: Progress,
): Promise<void> {
  const start = Date.now();
  let answered = start;
  for (;;) {
    let obstacle: Failure;
    try {
      const job = await running();
      if (job === undefined) {
        await paused.resume();
        return;
      }
      answered = Date.now();
      title(`Resume what was paused, once ${job} has ended: it replaces data`);
      obstacle = new Failure(`${job} still replaces data`, '');
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      title(
        `Resume what was paused, once the API answers: that is tried for ${formatDuration(outage.toMilliseconds())}`,
      );
      obstacle = error;
    }
    const longest = outage.toMilliseconds();
    const isOver = Date.now() - answered > longest || Date.now() - start > timeout.toMilliseconds() + longest;
    if (insistence.aborted || isOver) throw stillPaused(paused, obstacle);
    await pause(interval, insistence).catch((error: unknown) => {
      throw error instanceof Interrupted ? stillPaused(paused, obstacle) : error;
    });
  }
}

/** What is paused, why, and how to resume it by hand. */
function stillPaused({ names, commands }: Paused, obstacle: Failure): Failure {
  if (names.length === 0) return obstacle;
  const { message, detail } = obstacle;
  return new Failure(
    `what the restore has paused is paused still, and could not be resumed (${names.join(', ')}): ${message}`,
    `As soon as that has passed, run:\n\n${commands.map((command) => `  ${command}`).join('\n')}`,
    detail,
  );
}
