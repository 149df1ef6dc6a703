import { Cron } from 'croner';

/** The schedule of backups, of a CronJob or a ScheduledBackup. */
export interface Schedule {
  /** A cron expression. It has five fields in a CronJob, and six in CloudNativePG, where the first is the second. */
  readonly schedule: string;

  /** The time zone of `schedule`. @default UTC */
  readonly timeZone?: string;
  readonly suspend?: boolean;
}

/**
 * A message if the last successful backup is too old; otherwise undefined.
 *
 * It is too old if the schedule was due twice without a backup: one missed backup is not an error. A backup takes time,
 * so the second one may end as late after its due time as the last one did.
 *
 * @param last end of the last successful backup, in milliseconds since 1970; undefined if there is none
 * @param since creation time of the schedule, which counts if there is no backup
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
  return last === undefined ? 'there is no backup yet' : 'the last backup is too old';
}

/** The schedule in a column of a table. */
export function describeSchedule({ schedule, suspend }: Schedule): string {
  return suspend ? 'on demand' : schedule.split(' ').slice(-5).join(' ');
}

/** Time until which the next backup after `last` must end; undefined if the schedule can't be read, or is never due. */
function dueAfter({ schedule, timeZone = 'UTC' }: Schedule, last: Date): number | undefined {
  const cron = cronOf(schedule, timeZone);
  const [own] = cron?.previousRuns(1, new Date(last.getTime() + 1)) ?? [];
  const second = cron?.nextRuns(2, last)[1];
  return own && second && second.getTime() + last.getTime() - own.getTime();
}

/** Undefined for an expression that Kubernetes reads and croner does not: `@every 12h`. */
function cronOf(schedule: string, timezone: string): Cron | undefined {
  // Only in Kubernetes `*/1` means the same as `*` if the other field of the day is limited.
  const pattern = schedule.replace(/\*\/1(?!\d)/g, '*');
  try {
    return new Cron(pattern, { mode: '5-or-6-parts', timezone, sloppyRanges: true });
  } catch {
    return undefined;
  }
}
