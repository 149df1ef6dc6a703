import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Contender } from './contenders';
import { measure } from './measure';

/** The cost of one contender in each round. */
export interface Result {
  readonly name: string;
  readonly seconds: readonly number[];

  /** In MiB. */
  readonly peaks: readonly number[];
}

/**
 * Runs each contender once a round, A B C A B C, after a round that only fills the disk cache.
 *
 * A machine has slow minutes. In this order they affect all contenders, so the ratios stay the same.
 */
export function race(contenders: readonly Contender[], rounds: number): Result[] {
  const results = contenders.map(({ name }) => ({ name, seconds: [] as number[], peaks: [] as number[] }));
  for (let round = 0; round <= rounds; round++) {
    process.stderr.write(round === 0 ? 'warming up\n' : `round ${round} of ${rounds}\n`);
    for (const [index, contender] of contenders.entries()) {
      const { seconds, peak } = lap(contender);
      if (round === 0) continue;
      results[index]?.seconds.push(seconds);
      if (peak !== undefined) results[index]?.peaks.push(peak);
    }
  }
  return results;
}

function lap({ name, commands }: Contender): { seconds: number; peak?: number } {
  const folder = mkdtempSync(join(tmpdir(), 'slipway-bench-'));
  try {
    const out = join(folder, 'out');
    const costs = commands(out).map(measure);
    if (!readdirSync(out, { recursive: true }).some((file) => String(file).endsWith('.yaml'))) {
      throw new Error(`${name} wrote no manifest`);
    }
    const peaks = costs.flatMap(({ peak }) => peak ?? []);
    return {
      seconds: costs.reduce((sum, cost) => sum + cost.seconds, 0),
      ...(peaks.length > 0 && { peak: Math.max(...peaks) }),
    };
  } finally {
    rmSync(folder, { recursive: true });
  }
}
