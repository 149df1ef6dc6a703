import { renameSync, writeFileSync } from 'node:fs';

/**
 * @internal Replaces a file atomically: it writes a second file and renames it. An interrupted run leaves the old file.
 *
 * @param mode permissions of the file, by default those that the system gives to a new file
 */
export function replaceFile(path: string, text: string, mode?: number): void {
  const next = `${path}.${process.pid}`;
  writeFileSync(next, text, { mode });
  renameSync(next, path);
}
