import type { Entry } from '../../../importer/ledger/entry';
import { cell, code, reportText } from '../../../importer/report/markdown';
import { countsText, groupsOf } from '../../../importer/report/summary';

const entry = (path: string, fate: Entry['fate'], why = 'So it is.'): Entry => ({
  path,
  at: 'compose.yaml:3:5',
  fate,
  rule: 'a',
  why,
});
const entries = [
  entry('services.web.a', 'refused'),
  entry('services.web.b', 'refused'),
  entry('services.web.c', 'refused', 'It differs.'),
  entry('name', 'mapped'),
];

test('values are counted by their fates', () => {
  expect(countsText(entries)).toBe('4 values: 1 mapped, 3 refused');
  expect(countsText(entries.slice(0, 1))).toBe('1 value: 1 refused');
});

test('values of one line of which the same becomes are one group', () => {
  expect(groupsOf(entries, 'refused').map(({ paths }) => paths)).toEqual([
    ['services.web.a', 'services.web.b'],
    ['services.web.c'],
  ]);
});

test('the report has a table for each service, and one for the project', () => {
  const text = reportText('shop', entries);

  expect(text.match(/^## .*/gm)).toEqual(['## web', '## The project']);
  expect(text).toContain('| `services.web.a` | compose.yaml:3 | refused |');
});

test('a cell stays one', () => {
  expect(cell('a | b\nc')).toBe('a \\| b c');
  expect(code('a`b|c')).toBe('`` a`b\\|c ``');
});
