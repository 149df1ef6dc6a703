import type { Fate } from '../../rules/outcome';
import { escaped } from './html';
import type { Report } from './report';
import type { SourceFile } from './source-files';

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

  /** The indexes of the values that it leads to. */
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
      const values = report.valuesOf(line.leaves);
      const fates = fatesOf(values, report);
      return {
        id: report.lineId(file.name, line.number) ?? '',
        number: line.number,
        text: line.text,
        values,
        ...(fates[0] && { fate: fates[0] }),
        fates,
      };
    }),
  );
}

/** Of all the fates of a line, the one that matters most comes first. */
function fatesOf(values: readonly number[], report: Report): Fate[] {
  const own = new Set(values.map((index) => report.values[index]?.entry.fate));
  return severity.filter((fate) => own.has(fate));
}

/** The lines of the chart. */
export function chartListing(report: Report): string {
  const byLine = new Map<number, number[]>();
  for (const [index, { chartLines }] of report.values.entries()) {
    for (const line of chartLines) byLine.set(line, [...(byLine.get(line) ?? []), index]);
  }
  return listing(
    'chart.ts',
    'chart',
    report.chart.split('\n').map((text, index) => {
      const values = byLine.get(index + 1) ?? [];
      const fates = fatesOf(values, report);
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
  // The rest of a line that is too long starts further right than the line.
  const code = `<code style="--indent: ${text.search(/\S|$/)}">${escaped(text)}</code>`;
  if (values.length === 0) return `<li id="${id}" class="line"><span class="at">${number}</span>${code}</li>`;
  const count = `${values.length} value${values.length === 1 ? '' : 's'}`;
  const label = `Line ${number}: ${fate === undefined ? '' : `${fates.join(', ')}, `}${count}`;
  const mark = fate === undefined ? '' : `<span class="mark" aria-hidden="true">${marks[fate]}</span>`;
  return `<li id="${id}" class="line ${fate ?? ''}" data-fates="${fates.join(' ')}" data-values="${values.join(' ')}"><a class="at" href="#value-${values[0] ?? ''}" aria-label="${label}">${mark}${number}</a>${code}</li>`;
}
