import { missingPlaces } from '../../../importer/check/places';
import type { Entry } from '../../../importer/ledger/entry';

const entry = (object: string, field: string): Entry => ({
  path: 'a',
  at: 'compose.yaml:1:1',
  fate: 'mapped',
  rule: 'a',
  to: [{ object, field }],
});
const objects = [
  { kind: 'Job', metadata: { name: 'migrate-0123abcd' }, spec: { backoffLimit: 0 } },
  { kind: 'ConfigMap', metadata: { name: 'files' }, binaryData: { a: 'b' } },
];

describe('a place in the manifests', () => {
  test.each([
    ['Job/migrate', 'spec.backoffLimit'],
    ['ConfigMap/files', 'data'],
  ])('is there: %s %s', (object, field) => {
    expect(missingPlaces([entry(object, field)], objects)).toEqual([]);
  });

  test.each([
    ['Job/migrate', 'spec.completions'],
    ['Job/migrat', 'spec.backoffLimit'],
    ['ConfigMap/other', 'data'],
    ['Secret/files', 'data'],
  ])('is missing: %s %s', (object, field) => {
    expect(missingPlaces([entry(object, field)], objects)).toHaveLength(1);
  });
});
