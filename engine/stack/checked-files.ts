import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { areUnchanged, type FileStates, statesOf } from './file-states';

/** Remembers the state of files when a check of them found no error. */
export class CheckedFiles {
  private readonly record: string;
  private readonly config: string;

  /**
   * @param folder folder of the record
   * @param key identifies the check: what is checked, and with which tool
   */
  constructor(
    private readonly folder: string,
    key: readonly string[],
  ) {
    const name = createHash('sha256').update(key.join('\0')).digest('hex').slice(0, 16);
    this.record = join(folder, `checked-${name}.json`);
    this.config = join(folder, `tsconfig-${name}.json`);
  }

  /** Whether no file has changed since the last check. */
  public areUnchanged(): boolean {
    const states = this.read();
    return states !== undefined && areUnchanged(states);
  }

  /** Writes the configuration of the check, and returns its path. */
  public write(config: object): string {
    mkdirSync(this.folder, { recursive: true });
    writeFileSync(this.config, JSON.stringify(config));
    return this.config;
  }

  /** @param files all files that the check has read */
  public keep(files: readonly string[]): void {
    writeFileSync(this.record, JSON.stringify(statesOf([this.config, ...files])));
  }

  private read(): FileStates | undefined {
    try {
      return JSON.parse(readFileSync(this.record, 'utf8')) as FileStates;
    } catch {
      return undefined; // it does not exist yet, or is damaged
    }
  }
}
