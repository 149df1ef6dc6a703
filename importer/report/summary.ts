import type { Entry } from '../ledger/entry';
import { type Fate, fates } from '../rules/outcome';

/** How many leaves have each fate. */
export function countsOf(entries: readonly Entry[]): ReadonlyMap<Fate, number> {
  return new Map(fates.map((fate) => [fate, entries.filter((entry) => entry.fate === fate).length]));
}

/** `12 values: 8 mapped, 4 refused`. */
export function countsText(entries: readonly Entry[]): string {
  const counts = [...countsOf(entries)].filter(([, count]) => count > 0);
  const total = `${entries.length} value${entries.length === 1 ? '' : 's'}`;
  return `${total}: ${counts.map(([fate, count]) => `${count} ${fate}`).join(', ')}`;
}

/** Values of one place in a file of which the same becomes. */
export interface Group {
  readonly entry: Entry;
  readonly paths: readonly string[];
}

/** Entries with one fate, those that differ in their path only as one group, in the order of the entries. */
export function groupsOf(entries: readonly Entry[], fate: Fate): Group[] {
  const groups = new Map<string, { readonly entry: Entry; readonly paths: string[] }>();
  for (const entry of entries.filter((each) => each.fate === fate)) {
    const { at, why, fix } = entry;
    const key = JSON.stringify([at.replace(/:\d+$/, ''), why, fix]);
    const group = groups.get(key) ?? { entry, paths: [] };
    group.paths.push(entry.path);
    groups.set(key, group);
  }
  return [...groups.values()];
}
