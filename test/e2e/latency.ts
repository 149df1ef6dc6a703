import { percentile } from '../../bench/sample';
import type { Visit } from './users';

/** What users saw in one phase of a drill. */
export interface Latency {
  readonly requests: number;
  readonly failed: number;

  /** Failed requests, a line each: `<number> × <failure>`. */
  readonly failures: readonly string[];

  /** Requests that were sent again on a new connection. */
  readonly resent: number;

  /** In milliseconds, of right answers. */
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;

  /** Seconds from the first request that failed to the end of the last one. */
  readonly gap: number;

  /** Right answers to requests that were sent after the last one that failed had ended. */
  readonly after: number;
}

export function latencyOf(visits: readonly Visit[]): Latency {
  const failed = visits.filter(({ problem }) => problem !== undefined);
  const times = visits.filter(({ problem }) => problem === undefined).map(({ milliseconds }) => milliseconds);
  const failures = new Map<string, number>();
  for (const { problem = '' } of failed) failures.set(problem, (failures.get(problem) ?? 0) + 1);
  const first = Math.min(...failed.map(({ start }) => start));
  const last = Math.max(...failed.map(({ start, milliseconds }) => start + milliseconds));
  return {
    requests: visits.length,
    failed: failed.length,
    failures: [...failures].map(([problem, count]) => `${count} × ${problem}`),
    resent: visits.filter(({ resent }) => resent).length,
    p50: percentile(times, 50),
    p95: percentile(times, 95),
    p99: percentile(times, 99),
    after: visits.filter(({ start }) => start > last).length,
    gap: failed.length > 0 ? (last - first) / 1_000 : 0,
  };
}
