import type { Duration } from '../base/duration';
import type { Kubectl } from '../kube/kubectl';
import type { BackupCronJobs } from './cron-jobs';
import { runJob } from './job';

/** A backup, from its manifest at the target. */
export interface Backup {
  readonly name: string;
  readonly store: string;

  /** ISO 8601, in UTC. */
  readonly created: string;

  /** Bytes at the target. */
  readonly size: number;
  readonly encrypted: boolean;
  readonly contents: Readonly<Record<string, { readonly count: number; readonly checksum?: string }>> | null;

  /** Seconds that it took, including verification. */
  readonly seconds: number;

  /** Damage that is visible without reading the whole backup; absent if there is none. */
  readonly damage?: string;

  /** Why the backup is foreign, such as `it is of another cluster`; absent for a backup of this stack in this cluster. */
  readonly foreign?: string;
}

/** All backups of a stack, the oldest of each store first. */
export async function listBackups(
  kubectl: Kubectl,
  cronJobs: BackupCronJobs,
  timeout: Duration,
): Promise<readonly Backup[]> {
  const silent = { title: () => undefined };
  const found = await Promise.all(
    cronJobs.lists.map((list) =>
      runJob<readonly Backup[]>(kubectl, list, silent, { stack: cronJobs.stack, timeout }),
    ),
  );
  return found.flat().sort((a, b) => (a.name < b.name ? -1 : 1));
}

/**
 * The newest undamaged backup of each store, by store.
 *
 * @param foreign whether to include backups of other stacks and clusters
 */
export function newestOf(backups: readonly Backup[], foreign: boolean): ReadonlyMap<string, Backup> {
  const newest = new Map<string, Backup>();
  const counts = (each: Backup): boolean =>
    each.damage === undefined && (foreign || each.foreign === undefined);
  for (const backup of backups.filter(counts)) {
    const known = newest.get(backup.store);
    if (!known || known.created < backup.created) newest.set(backup.store, backup);
  }
  return newest;
}

/** A size in the unit that fits: `12 KiB`. */
export function readableSize(bytes: number): string {
  const units = ['B', 'KiB', 'MiB', 'GiB', 'TiB'];
  const power = bytes < 1 ? 0 : Math.min(units.length - 1, Math.floor(Math.log2(bytes) / 10));
  const value = bytes / 1024 ** power;
  return `${value < 10 && power > 0 ? value.toFixed(1) : Math.round(value)} ${units[power] ?? ''}`;
}

/** `120 in 3`: 120 rows in 3 tables, documents in collections, or objects in buckets. */
export function readableContents({ contents }: Backup): string {
  const parts = Object.values(contents ?? {});
  const items = parts.reduce((sum, { count }) => sum + count, 0);
  return `${items} in ${parts.length}`;
}
