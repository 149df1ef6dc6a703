/** When backups of a store are made by themselves. */
export interface Schedule {
  /** In cron's five words; CloudNativePG has six, which begin with the second. */
  readonly schedule: string;
  readonly suspend?: boolean;
}

/** A backup that should be made daily is late after two days: one night without a cluster is no trouble. */
const lateAfter = 48 * 3_600_000;

/**
 * What is wrong with the age of the last good backup; undefined if nothing is.
 *
 * @param last when it was made, in milliseconds; undefined if there is none
 * @param since when they were to begin
 */
export function lateness(
  schedule: Schedule,
  last: number | undefined,
  since: string | undefined,
  now: number,
): string | undefined {
  if (!isDaily(schedule) || now - (last ?? Date.parse(since ?? '')) <= lateAfter) return undefined;
  return last === undefined ? 'there is none yet' : 'the last one is too old';
}

/** The schedule in a column of a table. */
export function describeSchedule({ schedule, suspend }: Schedule): string {
  return suspend ? 'by hand' : schedule.split(' ').slice(-5).join(' ');
}

/** Only then a day without one is a fault; who wants one a week has said so in the schedule. */
function isDaily({ schedule, suspend = false }: Schedule): boolean {
  return !suspend && /^(@daily|@midnight|(\S+ )?\S+ \S+ \* \* \*)$/.test(schedule);
}
