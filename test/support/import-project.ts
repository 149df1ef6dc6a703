import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { importCommand } from '../../cli/commands/import';
import { Failure } from '../../engine/base/failure';

/** What a run of `slipway import` has left. */
export interface ImportRun {
  readonly exitCode: number;
  readonly output: string;

  /** The message and the detail of its failure; empty without one. */
  readonly failure: string;
}

/** What the command has set. */
function exitCode(): number {
  return Number(process.exitCode ?? 0);
}

/** A folder with a Compose file that is imported. It is the working directory until `remove`. */
export class ImportProject {
  public readonly folder = realpathSync(mkdtempSync(join(tmpdir(), 'slipway-import-')));
  private readonly start = process.cwd();

  constructor(compose: string) {
    process.chdir(this.folder);
    this.write('compose.yaml', compose);
  }

  public async import(...options: readonly string[]): Promise<ImportRun> {
    const lines: string[] = [];
    const log = jest.spyOn(console, 'log').mockImplementation((line: string) => lines.push(line));
    const warn = jest.spyOn(console, 'error').mockImplementation((line: string) => lines.push(line));
    process.exitCode = undefined;
    try {
      await importCommand().parseAsync(['compose.yaml', ...options], { from: 'user' });
      return { exitCode: exitCode(), output: lines.join('\n'), failure: '' };
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      return { exitCode: error.exitCode, output: lines.join('\n'), failure: error.report() };
    } finally {
      process.exitCode = undefined;
      log.mockRestore();
      warn.mockRestore();
    }
  }

  public write(path: string, text: string): void {
    mkdirSync(dirname(join(this.folder, path)), { recursive: true });
    writeFileSync(join(this.folder, path), text);
  }

  public read(path: string): string {
    return readFileSync(join(this.folder, path), 'utf8');
  }

  /** Replaces a text in a file, which must be there. */
  public edit(path: string, from: string, to: string): void {
    const text = this.read(path);
    if (!text.includes(from)) throw new Error(`${path} does not have '${from}'`);
    this.write(path, text.replace(from, to));
  }

  public delete(path: string): void {
    rmSync(join(this.folder, path), { recursive: true });
  }

  public has(path: string): boolean {
    return existsSync(join(this.folder, path));
  }

  /** All files with their texts. */
  public files(): Record<string, string> {
    const paths = readdirSync(this.folder, { recursive: true, withFileTypes: true, encoding: 'utf8' })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name));
    return Object.fromEntries(paths.sort().map((path) => [path, readFileSync(path, 'utf8')]));
  }

  public remove(): void {
    process.chdir(this.start);
    rmSync(this.folder, { recursive: true });
  }
}
