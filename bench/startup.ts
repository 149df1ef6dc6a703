import { measure } from './measure';
import { medianRatio, spread } from './sample';
import { table } from './table';

/** Node.js itself comes first: the others are compared with it. */
const programs: readonly (readonly string[])[] = [
  ['-e', '0'],
  ['bin/slipway.js', '--version'],
  ['bin/slipway.js', '--help'],
];

/** Measures how long the command line takes to start, A B C A B C, after a round that only fills the caches. */
export function benchStartup(rounds: number): string {
  const results = programs.map((args) => ({ args, seconds: [] as number[] }));
  for (let round = 0; round <= rounds; round++) {
    for (const { args, seconds } of results) {
      const cost = measure({ program: 'node', args });
      if (round > 0) seconds.push(cost.seconds);
    }
  }
  const base = results[0]?.seconds ?? [];
  return table(
    ['start', 'ms', 'times node -e 0'],
    results.map(({ args, seconds }) => [
      ['node', ...args].join(' '),
      spread(
        seconds.map((value) => value * 1000),
        0,
      ),
      medianRatio(seconds, base).toFixed(2),
    ]),
  );
}
