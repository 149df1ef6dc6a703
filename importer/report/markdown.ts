import type { Entry } from '../ledger/entry';
import { pathKeys } from '../locate/leaf';
import { fates, meanings } from '../rules/outcome';
import { countsText } from './summary';

/** The report for people: what became of each value, by service. */
export function reportText(stack: string, entries: readonly Entry[]): string {
  const sections = [...bySection(entries)].map(([title, own]) => `## ${title}\n\n${table(own)}\n`);
  const words = fates.map((fate) => `- **${fate}**: ${meanings[fate]}.`);
  return `# What became of ${stack}

${countsText(entries)}.

${words.join('\n')}

${sections.join('\n')}`;
}

function bySection(entries: readonly Entry[]): Map<string, Entry[]> {
  const sections = new Map<string, Entry[]>();
  for (const entry of entries) {
    const [section, name = ''] = pathKeys(entry.path).map(String);
    const title = section === 'services' ? name : 'The project';
    sections.set(title, [...(sections.get(title) ?? []), entry]);
  }
  return sections;
}

function table(entries: readonly Entry[]): string {
  const rows = entries.map(({ path, at, fate, to = [], why, fix }) => {
    const places = to.map(({ object, field }) => code(`${object} ${field}`)).join('<br>');
    const words = [why, fix].filter((sentence) => sentence !== undefined).join(' ');
    return `| ${code(path)} | ${at.replace(/:\d+$/, '')} | ${fate} | ${places} | ${cell(words)} |`;
  });
  return [
    '| Value | Line | Fate | Becomes | Why, and what to do |',
    '| --- | --- | --- | --- | --- |',
    ...rows,
  ].join('\n');
}

/** Inline code in a cell. A backtick in it needs a longer fence. */
export function code(text: string): string {
  const fence = text.includes('`') ? '``' : '`';
  const space = fence === '``' ? ' ' : '';
  return `${fence}${space}${text.replaceAll('|', '\\|').replaceAll('\n', ' ')}${space}${fence}`;
}

/** A text in a cell of a table. */
export function cell(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll('\n', ' ');
}
