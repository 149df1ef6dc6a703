import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { kept } from '../../../cli/completion/kept';

let folder: string;
let made: number;

beforeEach(() => {
  made = 0;
  folder = mkdtempSync(join(tmpdir(), 'slipway-test-'));
  writeFileSync(join(folder, 'source'), '1');
  mkdirSync(join(folder, 'node_modules'));
});

afterEach(() => {
  rmSync(folder, { recursive: true });
});

const cache = (): string => join(folder, 'node_modules/.cache/slipway');

function value(...key: readonly string[]): Promise<number> {
  return kept(folder, key, () => {
    made += 1;
    return Promise.resolve({ value: made, files: [join(folder, 'source')] });
  });
}

describe('a value that is kept', () => {
  test('is made once', async () => {
    expect([await value('a'), await value('a')]).toEqual([1, 1]);
  });

  test('is one by its key', async () => {
    expect([await value('a'), await value('b'), await value('a')]).toEqual([1, 2, 1]);
  });

  test('is made again when a file has changed that it depends on', async () => {
    await value('a');
    writeFileSync(join(folder, 'source'), '22');
    expect(await value('a')).toBe(2);
    rmSync(join(folder, 'source'));
    expect(await value('a')).toBe(3);
  });

  test('is made again where what was kept is damaged', async () => {
    await value('a');
    for (const file of readdirSync(cache())) writeFileSync(join(cache(), file), '{"val');

    expect(await value('a')).toBe(2);
  });

  test('is made each time without node_modules, and nothing is written', async () => {
    rmSync(join(folder, 'node_modules'), { recursive: true });

    expect([await value('a'), await value('a')]).toEqual([1, 2]);
    expect(readdirSync(folder)).toEqual(['source']);
  });
});
