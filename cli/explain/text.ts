import type { Entry } from '../../importer/ledger/entry';
import { pathKeys, pathText } from '../../importer/locate/leaf';
import { countsText } from '../../importer/report/summary';
import { type Fate, fates } from '../../importer/rules/outcome';
import type { Format, Style } from '../terminal/style';

const formats: Readonly<Record<Fate, Format>> = {
  mapped: 'green',
  inferred: 'cyan',
  approximated: 'yellow',
  refused: 'red',
  inert: 'dim',
};

const fateWidth = Math.max(...fates.map((fate) => fate.length));

/** A row: values of one place of which the same becomes. */
interface Row {
  readonly entry: Entry;
  readonly line: number;
  readonly paths: string[];
}

/** What becomes of values, for people: by service, in the order of the lines. */
export function explanationText(entries: readonly Entry[], style: Style): string {
  const isOneFile = new Set(entries.map(fileOf)).size === 1;
  const sections = [...byService(entries)].map(([service, rows]) => {
    rows.sort((a, b) => a.line - b.line);
    const places = rows.map(({ entry, line }) => (isOneFile ? String(line) : `${fileOf(entry)}:${line}`));
    const width = Math.max(...places.map((place) => place.length));
    const lines = rows.flatMap((row, index) => rowText(row, (places[index] ?? '').padStart(width), style));
    return [style('bold', service), ...lines].join('\n');
  });
  return [...sections, countsText(entries)].join('\n\n');
}

function byService(entries: readonly Entry[]): Map<string, Row[]> {
  const services = new Map<string, Row[]>();
  const known = new Map<string, Row>();
  for (const entry of entries) {
    const [section, name = ''] = pathKeys(entry.path).map(String);
    const isService = section === 'services';
    const heading = isService ? name : 'The project';
    const path = isService
      ? entry.path.slice(pathText(['services', name]).length).replace(/^\./, '')
      : entry.path;
    const { at, fate, to, why, fix } = entry;
    const alike = JSON.stringify([heading, at, fate, to, why, fix]);
    const row = known.get(alike) ?? { entry, line: Number(/:(\d+):\d+$/.exec(at)?.[1]), paths: [] };
    if (!known.has(alike)) services.set(heading, [...(services.get(heading) ?? []), row]);
    known.set(alike, row);
    row.paths.push(path);
  }
  return services;
}

function fileOf({ at }: Entry): string {
  return at.replace(/:\d+:\d+$/, '');
}

function rowText({ entry, paths }: Row, place: string, style: Style): string[] {
  const { fate, to = [], why, fix } = entry;
  const indent = ' '.repeat(place.length + fateWidth + 6);
  return [
    `  ${place}  ${style(formats[fate], fate.padEnd(fateWidth))}  ${paths.join(', ')}`,
    ...to.map(({ object, field }) => `${indent}→ ${object} ${field}`),
    ...[why, fix].flatMap((sentence) =>
      sentence === undefined ? [] : [style('dim', `${indent}${sentence}`)],
    ),
  ];
}
