import { statSync } from 'node:fs';

/** What is at a path of this machine. */
export type DiskKind = 'file' | 'folder' | 'other' | 'nothing';

/** What is at a path; `nothing` too if it can't be looked at. */
export function kindOnDisk(path: string): DiskKind {
  try {
    const stats = statSync(path, { throwIfNoEntry: false });
    if (!stats) return 'nothing';
    return stats.isFile() ? 'file' : stats.isDirectory() ? 'folder' : 'other';
  } catch {
    return 'nothing';
  }
}
