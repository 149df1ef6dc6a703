import type { Difference } from './facts';

/** Patterns of the facts that differ according to a README; `*` matches any text. */
export type Explanations = readonly string[];

/** Heading of the table in a stack's README. */
export const heading = 'What differs on Kubernetes';

/** Reads the first column of the table below the heading. Each inline code in it is a pattern. */
export function readExplanations(markdown: string): Explanations {
  const [, section = ''] = markdown.split(new RegExp(`^## ${heading}$`, 'm'));
  const [table = ''] = section.split(/^## /m);
  const rows = table.split('\n').filter((line) => line.startsWith('|'));
  return rows.flatMap((row) => {
    const [, cell = ''] = row.split(/(?<!\\)\|/);
    return [...cell.matchAll(/`([^`]+)`/g)].flatMap(([, pattern]) => pattern ?? []);
  });
}

/** Differences without an explanation, and explanations without a difference. */
export function compareWith(
  explanations: Explanations,
  differences: readonly Difference[],
): { unexplained: Difference[]; needless: string[] } {
  const fits = (pattern: string, { fact }: Difference): boolean => matcher(pattern).test(fact);
  return {
    unexplained: differences.filter((difference) => !explanations.some((each) => fits(each, difference))),
    needless: explanations.filter((each) => !differences.some((difference) => fits(each, difference))),
  };
}

function matcher(pattern: string): RegExp {
  const parts = pattern.split('*').map((part) => part.replaceAll(/[.+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${parts.join('.*')}$`, 's');
}
