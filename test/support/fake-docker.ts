import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';

/** How to answer calls of docker. */
export interface Answer {
  /** Words of the calls that are meant. */
  readonly to: string;
  readonly stdout?: string;
  readonly stderr?: string;

  /** @default 0 */
  readonly exitCode?: number;
}

interface Call {
  readonly command: string;
  readonly input: string;
}

/** A docker that answers as it is told, first on PATH until it is removed; other calls fail. */
export class FakeDocker {
  private readonly folder = mkdtempSync(join(tmpdir(), 'slipway-docker-'));
  private readonly file = join(this.folder, 'calls');
  private readonly path = process.env.PATH;

  constructor(answers: readonly Answer[]) {
    process.env.PATH = [join(__dirname, 'bin'), dirname(process.execPath)].join(delimiter);
    process.env.DOCKER_ANSWERS = JSON.stringify(answers);
    process.env.DOCKER_CALLS = this.file;
  }

  /** What it was called with, in the order of the calls. */
  public get calls(): Call[] {
    if (!existsSync(this.file)) return [];
    const lines = readFileSync(this.file, 'utf8').trim().split('\n');
    return lines.map((line) => JSON.parse(line) as Call);
  }

  public remove(): void {
    process.env.PATH = this.path;
    delete process.env.DOCKER_ANSWERS;
    delete process.env.DOCKER_CALLS;
    rmSync(this.folder, { recursive: true });
  }
}
