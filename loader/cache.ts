import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { cacheFolder, nearestModules } from './cache-folder';

/** A cache of texts in the nearest `node_modules`. Without `node_modules` it caches nothing. */
export class TextCache {
  private readonly folder: string | undefined;

  /** @param from a folder of the project */
  constructor(from: string) {
    const modules = nearestModules(from);
    this.folder = modules === undefined ? undefined : cacheFolder(modules);
  }

  /** The text of a key. It is made at the first call. */
  public get(key: readonly string[], make: () => string): string {
    if (this.folder === undefined) return make();
    const name = createHash('sha256').update(key.join('\0')).digest('hex').slice(0, 32);
    const file = join(this.folder, name);
    const known = keptText(file);
    if (known !== undefined) return known;
    const made = make();
    keepText(file, made);
    return made;
  }
}

/** The cached text in a file; undefined if there is none. */
export function keptText(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}

/** Caches a text in a file, if the file can be written. It uses a rename, so that nobody reads half of the text. */
export function keepText(file: string, text: string): void {
  const next = `${file}.${process.pid}`;
  try {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(next, text);
    renameSync(next, file);
  } catch {
    // The folder can't be written to: the text is made again the next time.
  }
}
