// Not from 'cdk8s', which takes a third of a second to load.
import { Duration } from 'cdk8s/lib/duration';

const seconds = { s: 1, m: 60, h: 3_600 };

/** Reads a duration such as `90s`, `5m` or `1h30m`; undefined if the text is not a duration. */
export function parseDuration(text: string): Duration | undefined {
  const parts = [...text.matchAll(/(\d+)([smh])/g)];
  if (parts.length === 0 || parts.map(([part]) => part).join('') !== text) return undefined;
  return Duration.seconds(
    parts.reduce((sum, [, count, unit]) => sum + Number(count) * seconds[unit as 's' | 'm' | 'h'], 0),
  );
}

/** A number of milliseconds in the unit that fits: `42s`, `3m20s`, `5h`, `12d`. */
export function formatDuration(milliseconds: number): string {
  const whole = Math.max(0, Math.round(milliseconds / 1_000));
  if (whole < 100) return `${whole}s`;
  const minutes = Math.floor(whole / 60);
  if (minutes < 10) return `${minutes}m${whole % 60 ? `${whole % 60}s` : ''}`;
  if (minutes < 100) return `${minutes}m`;
  const hours = Math.floor(minutes / 60);
  return hours < 48 ? `${hours}h` : `${Math.floor(hours / 24)}d`;
}
