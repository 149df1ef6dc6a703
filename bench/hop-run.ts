import { execFileSync } from 'node:child_process';
import type { Hop } from './hop';
import { percentile } from './sample';

/** The result of the requests of one round. */
export interface Answers {
  /** Milliseconds of each request, one after the other on one connection. */
  readonly p50: number;
  readonly p95: number;

  /** Requests per second, ten at a time. */
  readonly perSecond: number;
}

const requests = 400;

/** Sends requests on one connection, and then the same number on ten. Throws if an answer is not 200. */
export function answersOf(hop: Hop): Answers {
  const times = curl(hop, []).seconds.map((second) => second * 1_000);
  const { seconds, took } = curl(hop, ['--parallel', '--parallel-max', '10']);
  return { p50: percentile(times, 50), p95: percentile(times, 95), perSecond: seconds.length / took };
}

/** The time of each request, and of all requests together. */
function curl({ node, url, flags }: Hop, more: readonly string[]): { seconds: number[]; took: number } {
  const quiet = ['--silent', '--no-progress-meter', '--output', '/dev/null'];
  const args = [...quiet, '--write-out', '%{http_code} %{time_total}\\n', ...flags, ...more];
  const script = 'date +%s%N; curl "$@"; date +%s%N';
  // The number makes curl repeat the URL; the app ignores it.
  const command = [node, 'sh', '-c', script, 'curl', ...args, `${url}&n=[1-${requests}]`];
  const lines = execFileSync('docker', ['exec', ...command], { encoding: 'utf8' })
    .trim()
    .split('\n');
  const [start = '', end = ''] = [lines.shift(), lines.pop()];
  const seconds = lines.map((line) => {
    const [status, time] = line.split(' ');
    if (status !== '200') throw new Error(`${url} answered ${status}: is the machine busy?`);
    return Number(time);
  });
  if (seconds.length !== requests)
    throw new Error(`${url}: ${seconds.length} of ${requests} requests were sent`);
  return { seconds, took: (Number(end) - Number(start)) / 1e9 };
}
