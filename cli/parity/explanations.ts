import type { Difference } from './facts';

/** Patterns of the facts that differ according to a README; `*` matches any text. */
export type Explanations = readonly string[];

/** Heading of the table in a stack's README with the differences that there are. */
export const heading = 'What differs on Kubernetes';

/** Heading of the table with those that there may be. */
export const possibleHeading = 'What may differ on Kubernetes';

/** Reads the first column of the table below a heading. Each inline code in it is a pattern. */
export function readExplanations(markdown: string, heading: string): Explanations {
  const [, section = ''] = markdown.split(new RegExp(`^## ${heading}$`, 'm'));
  const [table = ''] = section.split(/^## /m);
  const rows = table.split('\n').filter((line) => line.startsWith('|'));
  return rows.flatMap((row) => {
    const [, cell = ''] = row.split(/(?<!\\)\|/);
    return [...cell.matchAll(/`([^`]+)`/g)].flatMap(([, pattern]) => pattern ?? []);
  });
}

/**
 * Differences without an explanation, and explanations without a difference.
 *
 * @param possible explanations that need no difference @default - none
 */
export function compareWith(
  explanations: Explanations,
  differences: readonly Difference[],
  possible: Explanations = [],
): { unexplained: Difference[]; needless: string[] } {
  const all = [...explanations, ...possible];
  const fits = (pattern: string, { fact }: Difference): boolean => matcher(pattern).test(fact);
  return {
    unexplained: differences.filter((difference) => !all.some((each) => fits(each, difference))),
    needless: explanations.filter((each) => !differences.some((difference) => fits(each, difference))),
  };
}

function matcher(pattern: string): RegExp {
  const parts = pattern.split('*').map((part) => part.replaceAll(/[.+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${parts.join('.*')}$`, 's');
}
