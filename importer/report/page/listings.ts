import type { Fate } from '../../rules/outcome';
import { escaped } from './html';
import type { Report } from './report';
import type { SourceFile, SourceLine } from './source-files';

/** A sign for each fate, so that none is told by its colour alone. */
export const marks: Readonly<Record<Fate, string>> = {
  mapped: '=',
  inferred: '?',
  approximated: '≈',
  refused: '×',
  inert: '·',
};

/** From the one that matters most. */
const severity: readonly Fate[] = ['refused', 'approximated', 'inferred', 'mapped', 'inert'];

interface Line {
  readonly id: string;
  readonly number: number;
  readonly text: string;

  /** The indexes of the entries that it leads to. */
  readonly values: readonly number[];

  /** What became of it; absent if it has no value, or is one of the chart. */
  readonly fate?: Fate;
  readonly fates: readonly Fate[];
}

/** The lines of a file, coloured by what became of them. */
export function sourceListing(file: SourceFile, report: Report): string {
  return listing(
    file.name,
    'source',
    file.lines.map((line) => {
      const fates = fatesOf(line, report);
      return {
        id: report.lineId(file.name, line.number) ?? '',
        number: line.number,
        text: line.text,
        values: line.leaves,
        ...(fates[0] && { fate: fates[0] }),
        fates,
      };
    }),
  );
}

/** Of all the fates of a line, the one that matters most comes first. */
function fatesOf({ leaves }: SourceLine, { entries }: Report): Fate[] {
  const own = new Set(leaves.map((index) => entries[index]?.fate));
  return severity.filter((fate) => own.has(fate));
}

/** The lines of the chart. */
export function chartListing(report: Report): string {
  const byLine = new Map<number, number[]>();
  for (const index of report.entries.keys()) {
    for (const line of report.chartLines(index)) byLine.set(line, [...(byLine.get(line) ?? []), index]);
  }
  return listing(
    'chart.ts',
    'chart',
    report.chart.split('\n').map((text, index) => {
      const values = byLine.get(index + 1) ?? [];
      const fates = fatesOf({ number: 0, text: '', leaves: values }, report);
      return { id: `chart-${index + 1}`, number: index + 1, text, values, fates };
    }),
  );
}

function listing(name: string, side: 'source' | 'chart', lines: readonly Line[]): string {
  return `<section class="listing ${side}" aria-label="${escaped(name)}">
<h2>${escaped(name)}</h2>
<ol class="code">
${lines.map(item).join('\n')}
</ol>
</section>`;
}

function item({ id, number, text, values, fate, fates }: Line): string {
  const code = `<code>${escaped(text)}</code>`;
  if (values.length === 0) return `<li id="${id}" class="line"><span class="at">${number}</span>${code}</li>`;
  const count = `${values.length} value${values.length === 1 ? '' : 's'}`;
  const label = `Line ${number}: ${fate === undefined ? '' : `${fates.join(', ')}, `}${count}`;
  const mark = fate === undefined ? '' : `<span class="mark" aria-hidden="true">${marks[fate]}</span>`;
  return `<li id="${id}" class="line ${fate ?? ''}" data-fates="${fates.join(' ')}" data-values="${values.join(' ')}"><a class="at" href="#value-${values[0] ?? ''}" aria-label="${label}">${mark}${number}</a>${code}</li>`;
}
