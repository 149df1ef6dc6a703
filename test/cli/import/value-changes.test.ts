import { valueChanges } from '../../../cli/import/value-changes';
import type { Entry } from '../../../importer/ledger/entry';

const image: Entry = { path: 'services.web.image', at: 'compose.yaml:3:12', fate: 'mapped', rule: 'image' };
const port: Entry = {
  path: 'services.web.ports[0].target',
  at: 'compose.yaml:4:5',
  fate: 'mapped',
  rule: 'ports',
};

describe('the changes of values', () => {
  test('are none where only the place differs', () => {
    const values = { [image.path]: 'nginx:1' };
    const now = { entries: [{ ...image, at: 'compose.yaml:9:12' }], values };

    expect(valueChanges({ entries: [image], values }, now)).toEqual([]);
  });

  test('are added, changed and removed values, with what is known of them', () => {
    const old = { entries: [image, port], values: { [image.path]: 'nginx:1', [port.path]: '80' } };
    const added: Entry = { ...image, path: 'services.db.image' };
    const now = { entries: [added, image], values: { [image.path]: 'nginx:2', [added.path]: 'postgres:16' } };

    expect(valueChanges(old, now)).toEqual([
      { path: added.path, change: 'added', at: added.at, after: 'postgres:16' },
      { path: image.path, change: 'changed', at: image.at, before: 'nginx:1', after: 'nginx:2' },
      { path: port.path, change: 'removed', before: '80' },
    ]);
  });

  test('have the fates, where something else becomes of a value', () => {
    const refused: Entry = { ...image, fate: 'refused', why: 'No.', fix: 'Do.' };

    expect(valueChanges({ entries: [refused], values: {} }, { entries: [image], values: {} })).toEqual([
      { path: image.path, change: 'changed', at: image.at, fates: ['refused', 'mapped'] },
    ]);
  });
});
