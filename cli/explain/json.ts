import type { Entry } from '../../importer/ledger/entry';

/** What becomes of values, for programs, as docs/json-output.md describes. */
export function explanationJson(entries: readonly Entry[]): object {
  return { version: 1, entries };
}
