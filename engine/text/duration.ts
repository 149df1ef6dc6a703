const milliseconds = { s: 1_000, m: 60_000, h: 3_600_000 };

/** Milliseconds of a duration such as `90s`, `5m` or `1h30m`; undefined if the text is none. */
export function parseDuration(text: string): number | undefined {
  const parts = [...text.matchAll(/(\d+)([smh])/g)];
  if (parts.length === 0 || parts.map(([part]) => part).join('') !== text) return undefined;
  return parts.reduce(
    (sum, [, count, unit]) => sum + Number(count) * milliseconds[unit as 's' | 'm' | 'h'],
    0,
  );
}

/** A duration in the unit that fits: `42s`, `3m20s`, `5h`, `12d`. */
export function formatDuration(duration: number): string {
  const seconds = Math.max(0, Math.round(duration / 1_000));
  if (seconds < 100) return `${seconds}s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 10) return `${minutes}m${seconds % 60 ? `${seconds % 60}s` : ''}`;
  if (minutes < 100) return `${minutes}m`;
  const hours = Math.floor(minutes / 60);
  return hours < 48 ? `${hours}h` : `${Math.floor(hours / 24)}d`;
}
