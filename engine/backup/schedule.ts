import { Cron } from 'croner';

/** When backups of a store are made by themselves, as a CronJob or a ScheduledBackup says. */
export interface Schedule {
  /** A cron expression. It has five fields in a CronJob, and six in CloudNativePG, where the second comes first. */
  readonly schedule: string;

  /** The time zone of `schedule`. @default UTC */
  readonly timeZone?: string;
  readonly suspend?: boolean;
}

/**
 * What is wrong with the age of the last good backup; undefined if nothing is.
 *
 * A backup is late once the schedule came round twice without one: a single night without a cluster is no trouble.
 * As a backup takes its time, it may be as late after the second time as the last one was after its own.
 *
 * @param last when it was made, in milliseconds since 1970; undefined if there is none
 * @param since when the schedule was created, which counts as the last one where there is none
 * @param now in milliseconds since 1970
 */
export function lateness(
  schedule: Schedule,
  last: number | undefined,
  since: string | undefined,
  now: number,
): string | undefined {
  const due = schedule.suspend ? undefined : dueAfter(schedule, new Date(last ?? since ?? ''));
  if (due === undefined || now <= due) return undefined;
  return last === undefined ? 'there is none yet' : 'the last one is too old';
}

/** The schedule in a column of a table. */
export function describeSchedule({ schedule, suspend }: Schedule): string {
  return suspend ? 'by hand' : schedule.split(' ').slice(-5).join(' ');
}

/** Time at which a backup later than `last` is late; undefined for a schedule that can't be read, or never comes round. */
function dueAfter({ schedule, timeZone = 'UTC' }: Schedule, last: Date): number | undefined {
  const cron = cronOf(schedule, timeZone);
  const [own] = cron?.previousRuns(1, new Date(last.getTime() + 1)) ?? [];
  const second = cron?.nextRuns(2, last)[1];
  return own && second && second.getTime() + last.getTime() - own.getTime();
}

/** Undefined for what Kubernetes reads and croner does not: `@every 12h`. */
function cronOf(schedule: string, timezone: string): Cron | undefined {
  // For Kubernetes alone `*/1` means the same as `*` where the other field of the day is limited.
  const pattern = schedule.replace(/\*\/1(?!\d)/g, '*');
  try {
    return new Cron(pattern, { mode: '5-or-6-parts', timezone, sloppyRanges: true });
  } catch {
    return undefined;
  }
}
