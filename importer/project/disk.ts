import { type Dirent, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { privateKey } from '../../lib/core/secret-literal';

/** What is at a path of this machine. A `private key` is a file that has one. */
export type DiskKind = 'file' | 'private key' | 'folder' | 'folder with a private key' | 'other' | 'nothing';

/** The size of the largest file in which a key is looked for: that of a ConfigMap. */
const largest = 2 ** 20;

/** The number of files of a folder in which keys are looked for. */
const most = 200;

/** What is at a path; `nothing` too if it can't be looked at. */
export function kindOnDisk(path: string): DiskKind {
  try {
    const stats = statSync(path, { throwIfNoEntry: false });
    if (!stats) return 'nothing';
    if (stats.isFile()) return hasKey(path) ? 'private key' : 'file';
    if (!stats.isDirectory()) return 'other';
    return filesIn(path).slice(0, most).some(hasKey) ? 'folder with a private key' : 'folder';
  } catch {
    return 'nothing';
  }
}

function hasKey(file: string): boolean {
  const stats = statSync(file, { throwIfNoEntry: false });
  return stats !== undefined && stats.size <= largest && privateKey.test(readFileSync(file, 'latin1'));
}

/** The absolute paths of the files in a folder and its subfolders, sorted. */
export function filesIn(folder: string): string[] {
  const entries: Dirent[] = readdirSync(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}
