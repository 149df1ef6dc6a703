import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { areUnchanged, type FileStates, statesOf } from './file-states';

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
    return states !== undefined && areUnchanged(states);
  }

  /** Writes the configuration of the check, and gives its path. */
  public write(config: object): string {
    mkdirSync(this.folder, { recursive: true });
    writeFileSync(this.config, JSON.stringify(config));
    return this.config;
  }

  /** @param files all that the check has read */
  public keep(files: readonly string[]): void {
    writeFileSync(this.record, JSON.stringify(statesOf([this.config, ...files])));
  }

  private read(): FileStates | undefined {
    try {
      return JSON.parse(readFileSync(this.record, 'utf8')) as FileStates;
    } catch {
      return undefined; // there is none yet, or it is damaged
    }
  }
}
