import { Duration } from '../base/duration';
import { Failure } from '../base/failure';
import { insistence, Interrupted } from '../base/interrupt';
import { pause } from '../base/sleep';
import type { Progress, Step } from '../progress/step';
import { formatDuration } from '../text/duration';
import type { Paused } from './paused';

const interval = Duration.seconds(2);

/** Time limits for resuming. */
export interface ResumptionLimits {
  /** Longest time without an answer of the API server. */
  readonly outage: Duration;

  /** Longest wait for a Job that still replaces data. */
  readonly timeout: Duration;
}

/**
 * A step that resumes the objects that a restore has paused. It waits until no Job replaces data, and until the API
 * server answers.
 *
 * @param running returns the name of a Job that still replaces data
 */
export function resumeStep(
  paused: Paused,
  running: () => Promise<string | undefined>,
  limits: ResumptionLimits,
): Step {
  return {
    title: 'Resume the paused workloads',
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
      title(`Resume the paused workloads: waits for the end of ${job}, which replaces data`);
      obstacle = new Failure(`${job} still replaces data`, '');
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      title(
        `Resume the paused workloads: waits up to ${formatDuration(outage.toMilliseconds())} for the API server`,
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

/** A failure with the paused objects, the cause, and the commands that resume them. */
function stillPaused({ names, commands }: Paused, obstacle: Failure): Failure {
  if (names.length === 0) return obstacle;
  const { message, detail } = obstacle;
  return new Failure(
    `the restore could not resume the objects that it has paused (${names.join(', ')}): ${message}`,
    `When the cause is gone, run:\n\n${commands.map((command) => `  ${command}`).join('\n')}`,
    detail,
  );
}
