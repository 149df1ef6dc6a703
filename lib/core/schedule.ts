import { Duration } from 'cdk8s';
import { Cron } from 'croner';

/**
 * @internal Checks the cron expression of the construct `id` by the rules of Kubernetes. They are narrower than those of `croner`, which also
 * reads the marks `L`, `W`, `#` and `+`, dates, and 7 as Sunday.
 *
 * @throws if Kubernetes would refuse it, or it names a day that never comes
 * @see https://kubernetes.io/docs/concepts/workloads/controllers/cron-jobs/#schedule-syntax
 */
export function checkSchedule(id: string, schedule: string): string {
  const fault = faultOf(schedule);
  if (fault !== undefined) {
    throw new Error(
      `'schedule' of '${id}' must be a cron expression such as '0 2 * * *' or '@daily', got '${schedule}': ${fault}`,
    );
  }
  return schedule;
}

/**
 * @internal The longest time between two runs of a schedule.
 *
 * @param schedule a cron expression that `checkSchedule` accepts
 */
export function longestInterval(schedule: string): Duration {
  const cron = cronOf((expressions.get(schedule) ?? schedule).trim().split(/\s+/));
  let [last] = cron.nextRuns(1, start);
  let longest = 0;
  // A year and some days, or that many runs: a week of one every five minutes.
  for (let run = 0; run < 2016 && last && last.getTime() - start.getTime() < 370 * day; run++) {
    const next = cron.nextRun(last);
    if (!next) break;
    longest = Math.max(longest, next.getTime() - last.getTime());
    last = next;
  }
  return Duration.millis(longest);
}

/**
 * @internal The longest age of the result of the last run, reached if the next run takes its longest.
 *
 * @param schedule a cron expression that `checkSchedule` accepts
 */
export function longestAge(schedule: string, longestRun: Duration): Duration {
  return Duration.seconds(longestInterval(schedule).toSeconds() + longestRun.toSeconds());
}

const day = 24 * 3_600_000;
const start = new Date('2023-12-31T23:59:59Z');

const expressions: ReadonlyMap<string, string> = new Map([
  ['@yearly', '0 0 1 1 *'],
  ['@annually', '0 0 1 1 *'],
  ['@monthly', '0 0 1 * *'],
  ['@weekly', '0 0 * * 0'],
  ['@daily', '0 0 * * *'],
  ['@midnight', '0 0 * * *'],
  ['@hourly', '0 * * * *'],
]);
const macros = [...expressions.keys()];

const fieldNames = ['minute', 'hour', 'day of the month', 'month', 'day of the week'] as const;

function faultOf(schedule: string): string | undefined {
  if (macros.includes(schedule)) return undefined;
  if (schedule.startsWith('@')) return `the macros are ${macros.join(', ')}`;
  const fields = schedule.trim().split(/\s+/);
  if (fields.length !== fieldNames.length) {
    return `it must have five fields: ${fieldNames.join(', ')}`;
  }
  for (const [index, name] of fieldNames.entries()) {
    const field = fields[index] ?? '';
    if (!isField(field, index)) return `'${field}' is no ${name}`;
  }
  return cronOf(fields).nextRun() === null ? 'there is no such day' : undefined;
}

const value = /\d+|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|sun|mon|tue|wed|thu|fri|sat/.source;
const range = `(${value})(-(${value}))?(/\\d+)?`;
const grammar = new RegExp(`^([*?](/\\d+)?|${range}(,${range})*)$`, 'i');

/** Sunday is the first day of the week, 0, and ends no range. */
const sundayAsLast = /(^|[,-])0*7\b|-sun/i;

/** Whether Kubernetes reads a field at that place. */
function isField(field: string, index: number): boolean {
  if (!grammar.test(field)) return false;
  if (fieldNames[index] === 'day of the week' && sundayAsLast.test(field)) return false;
  const values = field.replace(/\/\d+/g, '').split(/[,-]/);
  return [...new Set([field, ...values])].every((part) => isReadable(part, index));
}

function isReadable(field: string, index: number): boolean {
  try {
    cronOf(fieldNames.map((_, other) => (other === index ? field : '*')));
    return true;
  } catch {
    return false;
  }
}

/** `sloppyRanges` allows `0/15`, as Kubernetes does. */
function cronOf(fields: readonly string[]): Cron {
  return new Cron(fields.join(' '), { mode: '5-part', timezone: 'UTC', sloppyRanges: true });
}
