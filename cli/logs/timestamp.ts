/** A line of a log, and its time. */
export interface StampedLine {
  /** Time in UTC with nine decimals, so that texts compare like times. */
  readonly time: string;
  readonly text: string;
}

/** Reads a line of `kubectl logs --timestamps`; undefined for a message of kubectl itself. */
export function readStamped(line: string): StampedLine | undefined {
  const [, seconds, fraction = '', text] =
    /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.(\d{1,9}))?Z ?(.*)$/s.exec(line) ?? [];
  if (seconds === undefined || text === undefined) return undefined;
  return { time: `${seconds}.${fraction.padEnd(9, '0')}Z`, text };
}
