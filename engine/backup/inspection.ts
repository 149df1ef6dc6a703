import type { Pod } from '../health/snapshot';
import { roleOf } from '../kube/backup-role';

/** The result of a list Job for one store. */
export interface Inspection {
  readonly store: string;

  /** Name of the newest backup, damaged or not; absent if there is none. */
  readonly name?: string;

  /** The damage of that backup; absent if there is none. */
  readonly damage?: string;

  /** Time of the inspection, in milliseconds since 1970. */
  readonly at: number;
}

/** The latest inspection of each store, from the termination messages of the pods of list Jobs. */
export function inspectionsOf(pods: readonly Pod[]): ReadonlyMap<string, Inspection> {
  const latest = new Map<string, Inspection>();
  for (const inspection of pods.filter((pod) => roleOf(pod) === 'list').flatMap(inspectionsIn)) {
    const known = latest.get(inspection.store);
    if (!known || known.at < inspection.at) latest.set(inspection.store, inspection);
  }
  return latest;
}

function inspectionsIn({ status }: Pod): readonly Inspection[] {
  const ended = status?.containerStatuses?.[0]?.state?.terminated;
  if (ended?.exitCode !== 0 || ended.message === undefined) return [];
  const at = Date.parse(ended.finishedAt ?? '');
  try {
    return (JSON.parse(ended.message) as readonly Omit<Inspection, 'at'>[]).map((seen) => ({ ...seen, at }));
  } catch (error) {
    // Kubernetes keeps only the first 4 KiB of a message, so a longer one is not valid JSON.
    if (error instanceof SyntaxError) return [];
    throw error;
  }
}

/** The problem with the backups of a store; undefined if there is none. */
export function damageSeen({ name, damage }: Inspection): string | undefined {
  if (name === undefined) return 'there is no backup at the target';
  return damage === undefined ? undefined : `${name}: ${damage}`;
}
