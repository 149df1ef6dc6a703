import { Failure } from '../../engine/base/failure';
import type { Entry } from '../../importer/ledger/entry';
import { countsOf } from '../../importer/report/summary';

/** `--strict`, or `--strict=approximated`. */
export type Strictness = true | string;

/** A Compose file has values of which not enough becomes. */
class NotStrict extends Failure {
  public override readonly name = 'NotStrict';
  public override readonly exitCode = 3;
}

/** @throws NotStrict with the values, if some are refused, or, if asked for, only similar on Kubernetes */
export function checkStrict(entries: readonly Entry[], strict: Strictness | undefined): void {
  if (strict === undefined) return;
  const fates = strict === 'approximated' ? (['refused', 'approximated'] as const) : (['refused'] as const);
  const counts = countsOf(entries);
  const found = fates.filter((fate) => (counts.get(fate) ?? 0) > 0);
  if (found.length === 0) return;
  const lines = entries
    .filter(({ fate }) => found.some((each) => each === fate))
    .map(({ at, fate, path, why = '' }) => `${at} ${fate}: ${path}. ${why}`);
  throw new NotStrict(
    found.map((fate) => countText(counts.get(fate) ?? 0, fate)).join(', '),
    'Nothing was written. Change the Compose file, or leave --strict out.',
    lines.join('\n'),
  );
}

function countText(count: number, fate: string): string {
  return count === 1 ? `1 value is ${fate}` : `${count} values are ${fate}`;
}
