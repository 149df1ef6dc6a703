import type { Pod } from '../health/snapshot';
import { roleOf } from '../kube/backup-role';

/** What a list of the backups saw of one store. */
export interface Inspection {
  readonly store: string;

  /** The newest backup, good or not; absent if there is none. */
  readonly name?: string;

  /** What is wrong with that one; absent if nothing is. */
  readonly damage?: string;

  /** When it was seen, in milliseconds since 1970. */
  readonly at: number;
}

/** The latest inspection of each store, by what the pods of the lists have said when they ended. */
export function inspectionsOf(pods: readonly Pod[]): ReadonlyMap<string, Inspection> {
  const latest = new Map<string, Inspection>();
  for (const inspection of pods.filter((pod) => roleOf(pod) === 'list').flatMap(saidBy)) {
    const known = latest.get(inspection.store);
    if (!known || known.at < inspection.at) latest.set(inspection.store, inspection);
  }
  return latest;
}

function saidBy({ status }: Pod): readonly Inspection[] {
  const ended = status?.containerStatuses?.[0]?.state?.terminated;
  if (ended?.exitCode !== 0 || ended.message === undefined) return [];
  const at = Date.parse(ended.finishedAt ?? '');
  try {
    return (JSON.parse(ended.message) as readonly Omit<Inspection, 'at'>[]).map((seen) => ({ ...seen, at }));
  } catch (error) {
    // Kubernetes keeps the first 4 KiB of a message.
    if (error instanceof SyntaxError) return [];
    throw error;
  }
}

/** What is wrong with the backups of a store; undefined if nothing is. */
export function damageSeen({ name, damage }: Inspection): string | undefined {
  if (name === undefined) return 'there is none at the target any more';
  return damage === undefined ? undefined : `${name}: ${damage}`;
}
