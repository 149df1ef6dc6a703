import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Remembers in which state files were when a check of them found nothing. */
export class CheckedFiles {
  private readonly record: string;
  private readonly config: string;

  /**
   * @param folder where it is kept
   * @param key what is checked, and with what
   */
  constructor(
    private readonly folder: string,
    key: readonly string[],
  ) {
    const name = createHash('sha256').update(key.join('\0')).digest('hex').slice(0, 16);
    this.record = join(folder, `checked-${name}.json`);
    this.config = join(folder, `tsconfig-${name}.json`);
  }

  /** Whether all files of the last check are as they were then. */
  public areUnchanged(): boolean {
    const states = this.read();
    return states !== undefined && Object.entries(states).every(([file, state]) => stateOf(file) === state);
  }

  /** Writes the configuration of the check, and gives its path. */
  public write(config: object): string {
    mkdirSync(this.folder, { recursive: true });
    writeFileSync(this.config, JSON.stringify(config));
    return this.config;
  }

  /** @param files all that the check has read */
  public keep(files: readonly string[]): void {
    const states = Object.fromEntries([this.config, ...files].map((file) => [file, stateOf(file)]));
    writeFileSync(this.record, JSON.stringify(states));
  }

  private read(): Readonly<Record<string, string>> | undefined {
    try {
      return JSON.parse(readFileSync(this.record, 'utf8')) as Record<string, string>;
    } catch {
      return undefined; // there is none yet, or it is damaged
    }
  }
}

function stateOf(file: string): string {
  const stat = statSync(file, { throwIfNoEntry: false });
  return stat ? `${stat.size} ${stat.mtimeMs}` : 'gone';
}
