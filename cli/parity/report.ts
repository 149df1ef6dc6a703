import { table } from '../../engine/text/table';
import { excerpts } from './excerpts';
import { heading } from './explanations';
import type { Difference, Facts } from './facts';

/** The result of a comparison, for people. */
export function report(
  readme: string,
  facts: Facts,
  all: readonly Difference[],
  unexplained: readonly Difference[],
  needless: readonly string[],
): string {
  const same = [...facts.keys()].filter((fact) => !all.some((difference) => difference.fact === fact)).length;
  return [
    `${same} facts are the same under Compose and on Kubernetes, ${all.length} differ.`,
    ...(all.length > 0 ? ['', ...sideBySide(all, unexplained)] : []),
    ...(needless.length > 0
      ? ['', `${readme} explains differences that do not exist: ${needless.map(quoted).join(', ')}`]
      : []),
    ...(unexplained.length > 0
      ? ['', `${unexplained.length} of them, marked x, are not explained below '${heading}' in ${readme}.`]
      : []),
  ].join('\n');
}

function sideBySide(all: readonly Difference[], unexplained: readonly Difference[]): string[] {
  const rows = alike(all, unexplained).map(({ first, others }) => [
    unexplained.includes(first) ? 'x' : ' ',
    others === 0 ? first.fact : first.fact.replace(': ', ` and ${others} more: `),
    ...excerpts(first),
  ]);
  return table([['', 'FACT', 'COMPOSE', 'KUBERNETES'], ...rows]);
}

interface Group {
  readonly first: Difference;
  readonly others: number;
}

/** One difference of each kind, since a header that a proxy adds is in every answer. */
function alike(all: readonly Difference[], unexplained: readonly Difference[]): Group[] {
  const groups = new Map<string, Difference[]>();
  for (const difference of all) {
    const [, what] = /(: header .*)$/.exec(difference.fact) ?? [];
    const key = what
      ? JSON.stringify([what, difference.values, unexplained.includes(difference)])
      : difference.fact;
    groups.set(key, [...(groups.get(key) ?? []), difference]);
  }
  return [...groups.values()].flatMap(([first, ...others]) =>
    first ? [{ first, others: others.length }] : [],
  );
}

function quoted(text: string): string {
  return `'${text}'`;
}
