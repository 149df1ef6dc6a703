import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Growth } from './growth-run';
import { measure } from './measure';
import { exponent, median, medianRatio, spread } from './sample';
import { table } from './table';

const sizes = [1, 10, 100, 1000];

interface Step {
  readonly size: number;
  readonly slipway: Growth[];

  /** The same objects, made with cdk8s only. */
  readonly cdk8s: Growth[];
}

/** Measures how the time and the memory of one synthesis grow with the number of services. */
export function benchGrowth(rounds: number): string {
  const steps: Step[] = sizes.map((size) => ({ size, slipway: [], cdk8s: [] }));
  const folder = mkdtempSync(join(tmpdir(), 'slipway-growth-'));
  try {
    for (let round = 1; round <= rounds; round++) {
      process.stderr.write(`round ${round} of ${rounds}\n`);
      for (const { size, slipway, cdk8s } of steps) {
        const file = join(folder, `${size}.json`);
        slipway.push(run('slipway', size, file));
        cdk8s.push(run('cdk8s', size, file));
      }
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
  const header = [
    'services',
    'objects',
    'ms a service',
    'exponent',
    'cdk8s alone',
    'exponent',
    'share',
    'KiB a service',
  ];
  return table(
    header,
    steps.map((step, index) => row(step, steps[index - 1])),
  );
}

/** Runs each measurement in a new process, since a used process has compiled code and a larger heap. */
function run(builder: 'slipway' | 'cdk8s', size: number, file: string): Growth {
  const script = join(__dirname, 'growth-run.ts');
  const args = ['--expose-gc', '--require', 'slipway/register', script, builder, String(size), file];
  return JSON.parse(measure({ program: 'node', args }).stdout) as Growth;
}

function row({ size, slipway, cdk8s }: Step, smaller?: Step): string[] {
  const milliseconds = (runs: Growth[]) =>
    spread(
      seconds(runs).map((value) => (value * 1000) / size),
      2,
    );
  const growth = (runs: Growth[], before?: Growth[]) =>
    exponent(seconds(runs), size, smaller && before && { values: seconds(before), size: smaller.size });
  return [
    String(size),
    String(slipway[0]?.objects),
    milliseconds(slipway),
    growth(slipway, smaller?.slipway),
    milliseconds(cdk8s),
    growth(cdk8s, smaller?.cdk8s),
    `${(medianRatio(seconds(cdk8s), seconds(slipway)) * 100).toFixed(0)} %`,
    (median(slipway.map(({ heap }) => heap)) / 1024 / size).toFixed(0),
  ];
}

function seconds(runs: readonly Growth[]): number[] {
  return runs.map((run) => run.seconds);
}
