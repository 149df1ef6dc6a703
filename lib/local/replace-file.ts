import { renameSync, writeFileSync } from 'node:fs';

/**
 * @internal Writes a file by way of another one beside it. A rename is atomic: an interrupted run leaves the old file,
 * never half a new one.
 *
 * @param mode permissions of the file. @default - those that the system gives to new files
 */
export function replaceFile(path: string, text: string, mode?: number): void {
  const next = `${path}.${process.pid}`;
  writeFileSync(next, text, { mode });
  renameSync(next, path);
}
