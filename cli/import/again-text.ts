import { createTwoFilesPatch, FILE_HEADERS_ONLY } from 'diff';
import { join } from 'node:path';
import { summary } from '../../engine/deploy/summary';
import { countsText } from '../../importer/report/summary';
import { localSecretsFile } from '../../lib/contract';
import { configNames } from '../../lib/project/config-file';
import { patchFormat } from '../terminal/patch-style';
import type { Style } from '../terminal/style';
import type { Again } from './again';
import { objectChanges } from './chart-check';
import { copyName } from './files';
import { notesOf } from './notes';
import type { ValueChange } from './value-changes';

/** What a second import changes, for people: values of the Compose file, lines of files, objects. */
export function againText(again: Again, isWritten: boolean, style: Style): string {
  const sections = [
    valuesText(again, style),
    ...patches(again, style),
    objectsText(again),
    notesOf(again)
      .map((note) => `! ${note}`)
      .join('\n'),
    outcome(again, isWritten),
  ];
  return sections.filter((text) => text !== '').join('\n\n');
}

function outcome({ imported, changes, addsSecrets }: Again, isWritten: boolean): string {
  const counts = countsText(imported.entries);
  if (changes.length === 0 && !addsSecrets) return `Nothing changes. ${counts}`;
  const secrets = addsSecrets
    ? [`${isWritten ? 'Added' : 'Would add'} new values to ${localSecretsFile}`]
    : [];
  const lines = changes.map(({ path, text }) => {
    if (text === undefined) return `${isWritten ? 'Deleted' : 'Would delete'} ${path}`;
    return `${isWritten ? 'Wrote' : 'Would write'} ${path}`;
  });
  return [...lines, ...secrets, '', counts].join('\n');
}

function valuesText({ values = [] }: Again, style: Style): string {
  if (values.length === 0) return '';
  return [style('bold', 'The Compose file:'), ...values.map((change) => valueLine(change, style))].join('\n');
}

const signs = { added: ['+', 'green'], changed: ['~', 'yellow'], removed: ['-', 'red'] } as const;

function valueLine({ path, change, before, after, fates, at }: ValueChange, style: Style): string {
  const [sign, colour] = signs[change];
  const values = [before, after].filter((value) => value !== undefined).map(shortened);
  const fate = fates ? `  ${fates.join(' → ')}` : '';
  const says = before !== after && values.length > 0 ? `: ${values.join(' → ')}` : '';
  return `  ${style(colour, `${sign} ${path}`)}${says}${fate}${at === undefined ? '' : `  ${style('dim', at)}`}`;
}

const longest = 60;

function shortened(value: string): string {
  const line = value.replaceAll('\n', '\\n');
  return line.length > longest ? `${line.slice(0, longest - 1)}…` : line;
}

/** Unified diffs of the files that people edit; those of conflicts lead to the copy. */
function patches({ files, changes, destination: { folder } }: Again, style: Style): string[] {
  const own = files.filter(({ mine, next, conflict }) => conflict !== undefined || mine !== next);
  const config = changes.filter(({ path }) => configNames.includes(path));
  return [
    ...own.map(({ name, mine, next, conflict }) => {
      const path = join(folder, name);
      if (!conflict) return patchOf(path, path, mine, next, style);
      return patchOf(path, join(folder, copyName(name)), mine, conflict.text, style);
    }),
    ...config.map(({ path, before, text }) => patchOf(path, path, before, text, style)),
  ];
}

function patchOf(
  from: string,
  to: string,
  before: string | undefined,
  after: string | undefined,
  style: Style,
): string {
  const [old, now] = [before === undefined ? '/dev/null' : from, after === undefined ? '/dev/null' : to];
  const patch = createTwoFilesPatch(old, now, before ?? '', after ?? '', undefined, undefined, {
    context: 3,
    headerOptions: FILE_HEADERS_ONLY,
  });
  return patch
    .trimEnd()
    .split('\n')
    .map((line, index) => style(index < 2 ? 'bold' : patchFormat(line), line))
    .join('\n');
}

function objectsText({ objects }: Again): string {
  if (!objects?.before) return '';
  const changes = objectChanges(objects.before, objects.after);
  const unchanged = changes.filter(({ change }) => change === 'unchanged').length;
  return `Objects of dev: ${summary(changes, unchanged)}`;
}
