/**
 * @internal Checks a time in cron's words.
 * @throws if it is none
 */
export function checkSchedule(schedule: string): string {
  if (!/^(\S+ ){4}\S+$|^@\w+$/.test(schedule)) {
    throw new Error(`'schedule' must have five fields, as cron's do, such as '0 2 * * *', got '${schedule}'`);
  }
  return schedule;
}
