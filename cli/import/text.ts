import type { Imported } from '../../importer/imported';
import { countsText, groupsOf } from '../../importer/report/summary';
import type { Style } from '../terminal/style';

const shown = 5;

/** What an import says to people: the files, the counts, and what to decide first. */
export function importText(
  { stack, entries }: Pick<Imported, 'stack' | 'entries'>,
  written: readonly string[],
  style: Style,
): string {
  const refused = groupsOf(entries, 'refused');
  const decisions = refused.slice(0, shown).map(({ entry, paths: [path = ''] }) => {
    const { at, why = '', fix = '' } = entry;
    return `  ${style('dim', at)}  ${path}\n      ${why} ${fix}`;
  });
  const more = refused.length > shown ? [`  … and ${refused.length - shown} more in README.md`] : [];
  return [
    ...written.map((path) => `Wrote ${path}`),
    '',
    countsText(entries),
    ...(refused.length > 0
      ? ['', style('bold', 'Decide first: nothing was made of these'), ...decisions, ...more]
      : []),
    '',
    `  npx slipway up ${stack}        launches it in a local kind cluster`,
    `  npx slipway parity ${stack}    compares it with Docker Compose`,
  ].join('\n');
}
