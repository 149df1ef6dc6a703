import { importText } from '../../../cli/import/text';
import type { Entry } from '../../../importer/ledger/entry';

const plain = (_: unknown, text: string): string => text;

function refused(line: number): Entry {
  const path = `services.web.key${line}`;
  return {
    path,
    at: `compose.yaml:${line}:5`,
    fate: 'refused',
    rule: 'key',
    why: `It has no ${line}.`,
    fix: 'Remove it.',
  };
}

const mapped: Entry = { path: 'name', at: 'compose.yaml:1:1', fate: 'mapped', to: [], rule: 'name' };

describe('what an import says', () => {
  test('is the files, the counts and the next commands', () => {
    expect(importText({ stack: 'fair', entries: [mapped] }, ['apps/fair/chart.ts'], plain))
      .toBe(`Wrote apps/fair/chart.ts

1 value: 1 mapped

  npx slipway up fair        launches it in a local kind cluster
  npx slipway parity fair    compares it with Docker Compose`);
  });

  test('is what to decide first, with place, reason and cure', () => {
    expect(importText({ stack: 'fair', entries: [mapped, refused(7)] }, [], plain)).toContain(`
Decide first: nothing was made of these
  compose.yaml:7:5  services.web.key7
      It has no 7. Remove it.
`);
  });

  test('is five decisions at most, and how many more there are', () => {
    const entries = [1, 2, 3, 4, 5, 6, 7].map(refused);
    const text = importText({ stack: 'fair', entries }, [], plain);

    expect(text).toContain('services.web.key5');
    expect(text).not.toContain('services.web.key6');
    expect(text).toContain('  … and 2 more in README.md');
  });

  test('is one decision for values of one line of which the same becomes', () => {
    const twice = [refused(7), { ...refused(7), path: 'services.web.other' }];

    expect(importText({ stack: 'fair', entries: twice }, [], plain).match(/It has no 7/g)).toHaveLength(1);
  });
});
