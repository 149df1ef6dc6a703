import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from './root';

/** A command line to measure. */
export interface Command {
  readonly program: string;
  readonly args: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

/** The cost of a command. */
export interface Cost {
  readonly seconds: number;

  /** Highest memory of one process of the command, in MiB; undefined if it can't be measured. */
  readonly peak?: number;

  readonly stdout: string;
}

/**
 * Runs a command in the project's folder to its end.
 *
 * @throws if the command fails, since the time of an error message is not comparable
 */
export function measure({ program, args, env }: Command): Cost {
  const peaks = mkdtempSync(join(tmpdir(), 'slipway-peaks-'));
  try {
    const start = performance.now();
    const { status, stdout, stderr, error } = spawnSync(program, args, {
      cwd: root,
      encoding: 'utf8',
      env: { ...process.env, ...env, NODE_OPTIONS: `--require "${preload}"`, BENCH_PEAKS: peaks },
      maxBuffer: Infinity,
    });
    const seconds = (performance.now() - start) / 1000;
    if (status !== 0)
      throw new Error(`${[program, ...args].join(' ')}: ${error?.message ?? stdout + stderr}`);
    return { seconds, peak: peakOfNode(peaks) ?? peakFrom(stderr), stdout };
  } finally {
    rmSync(peaks, { recursive: true });
  }
}

/** The command with a wrapper that measures the peak memory of a program that is not Node.js. */
export function withPeak({ program, args, env }: Command): Command {
  const time = '/usr/bin/time'; // every Mac has it; a Linux may not
  if (!existsSync(time)) return { program, args, env };
  return { program: time, args: [process.platform === 'darwin' ? '-l' : '-v', program, ...args], env };
}

const preload = join(__dirname, 'peak-memory.js');

function peakOfNode(folder: string): number | undefined {
  const kibibytes = readdirSync(folder).map((pid) => Number(readFileSync(join(folder, pid), 'utf8')));
  return kibibytes.length > 0 ? Math.max(...kibibytes) / 1024 : undefined;
}

function peakFrom(timeOutput: string): number | undefined {
  const linux = /Maximum resident set size \(kbytes\): (\d+)/.exec(timeOutput);
  const mac = /(\d+) {2}maximum resident set size/.exec(timeOutput);
  if (linux) return Number(linux[1]) / 1024;
  return mac ? Number(mac[1]) / 1024 ** 2 : undefined;
}
