import type { Entry } from '../../importer/ledger/entry';

type Values = Readonly<Record<string, string>>;

/** The change of a value of the Compose files, or of what becomes of it. */
export interface ValueChange {
  readonly path: string;
  readonly change: 'added' | 'changed' | 'removed';

  /** The values, where they are known: not those of variables and secrets. */
  readonly before?: string;
  readonly after?: string;

  /** The fates, if they differ, such as `refused` and `mapped`. */
  readonly fates?: readonly [string, string];

  /** Where the value is written; absent if it is removed. */
  readonly at?: string;
}

/** A ledger with the values that it is about. */
export interface Ledger {
  readonly entries: readonly Entry[];
  readonly values: Values;
}

/** Which values two ledgers have differently, in the order of the new one, the removed ones last. */
export function valueChanges(old: Ledger, now: Ledger): ValueChange[] {
  const known = new Map(old.entries.map((entry) => [entry.path, entry]));
  const present = new Set(now.entries.map(({ path }) => path));
  const removed = old.entries.filter(({ path }) => !present.has(path));
  return [
    ...now.entries.flatMap((entry): ValueChange[] => {
      const { path, at } = entry;
      const values = { before: old.values[path], after: now.values[path] };
      const before = known.get(path);
      if (!before) return [{ path, change: 'added', at, ...defined({ after: values.after }) }];
      if (values.before === values.after && judgement(before) === judgement(entry)) return [];
      const fates = before.fate === entry.fate ? {} : { fates: [before.fate, entry.fate] as const };
      return [{ path, change: 'changed', at, ...defined(values), ...fates }];
    }),
    ...removed.map(({ path }): ValueChange => ({
      path,
      change: 'removed',
      ...defined({ before: old.values[path] }),
    })),
  ];
}

/** What becomes of a value, apart from where it is written. */
function judgement({ fate, to, why, fix }: Entry): string {
  return JSON.stringify([fate, to, why, fix]);
}

interface Known {
  readonly before?: string | undefined;
  readonly after?: string | undefined;
}

function defined({ before, after }: Known): Pick<ValueChange, 'before' | 'after'> {
  return { ...(before !== undefined && { before }), ...(after !== undefined && { after }) };
}
