import fc from 'fast-check';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { mergedFile } from '../../../importer/merge/file';
import { markerLine } from '../../../importer/merge/merge';

// No Prettier knows the extension, so texts need not be TypeScript.
const file = join(tmpdir(), 'chart.unknown');
const labels = { base: 'the last import', mine: 'chart.ts', theirs: 'the new import' };

const lines = fc.array(fc.constantFrom('a', 'b', 'c', '', '  d', '}'), { maxLength: 12 });

/** Lines of a text after an edit: some deleted, and own ones added. */
function edited(who: string) {
  const edits = fc.array(fc.record({ at: fc.nat(12), deletes: fc.nat(2), adds: fc.boolean() }), {
    maxLength: 4,
  });
  return edits.map((all) => (base: readonly string[]): string[] => {
    const result = [...base];
    for (const [number, { at, deletes, adds }] of all.entries()) {
      result.splice(Math.min(at, result.length), deletes, ...(adds ? [`${who} ${number}`] : []));
    }
    return result;
  });
}

const texts = fc.tuple(lines, edited('mine'), edited('theirs')).map(([base, mine, theirs]) => ({
  base: base.join('\n'),
  mine: mine(base).join('\n'),
  theirs: theirs(base).join('\n'),
}));

describe('a merged file', () => {
  test('is the user’s if slipway prints the same as before', async () => {
    await fc.assert(
      fc.asyncProperty(texts, async ({ base, mine }) => {
        expect(await mergedFile({ base, mine, theirs: base }, file, labels)).toEqual({ kind: 'kept' });
      }),
    );
  });

  test('is the new one if the user has changed nothing', async () => {
    await fc.assert(
      fc.asyncProperty(texts, async ({ base, theirs }) => {
        const result = await mergedFile({ base, mine: base, theirs }, file, labels);
        expect(result).toEqual(base === theirs ? { kind: 'kept' } : { kind: 'written', text: theirs });
      }),
    );
  });

  test('has every line that either side has added, or is a conflict', async () => {
    await fc.assert(
      fc.asyncProperty(texts, async ({ base, mine, theirs }) => {
        const result = await mergedFile({ base, mine, theirs }, file, labels);
        const text = 'text' in result ? result.text : mine;
        const added = [...mine.split('\n'), ...theirs.split('\n')].filter((line) =>
          /^(mine|theirs) /.test(line),
        );
        expect(text.split('\n')).toEqual(expect.arrayContaining(added));
        expect(markerLine(text) !== undefined).toBe(result.kind === 'conflict');
      }),
    );
  });

  test('has no line that the user has deleted, or is a conflict', async () => {
    const numbered = lines
      .map((all) => all.map((line, index) => `${index}${line}`))
      .filter((all) => all.length > 0);
    await fc.assert(
      fc.asyncProperty(numbered, fc.nat(), edited('theirs'), async (base, seed, edit) => {
        const gone = base[seed % base.length];
        const mine = base.filter((line) => line !== gone).join('\n');
        const versions = { base: base.join('\n'), mine, theirs: edit(base).join('\n') };
        const result = await mergedFile(versions, file, labels);
        if (result.kind === 'written') expect(result.text.split('\n')).not.toContain(gone);
      }),
    );
  });

  test.each([
    ['stays deleted', { base: 'a', mine: undefined, theirs: 'b' }, { kind: 'kept' }],
    ['is new', { base: undefined, mine: undefined, theirs: 'b' }, { kind: 'written', text: 'b' }],
    [
      'is deleted if it is no longer printed',
      { base: 'a', mine: 'a', theirs: undefined },
      { kind: 'deleted' },
    ],
    [
      'stays if it was edited and is no longer printed',
      { base: 'a', mine: 'b', theirs: undefined },
      { kind: 'kept' },
    ],
    ['is as printed already', { base: 'a', mine: 'b', theirs: 'b' }, { kind: 'kept' }],
    [
      'stays in its line ends',
      { base: 'a\nb\nc', mine: 'a\r\nb\r\nc', theirs: 'a\nb\nd' },
      { kind: 'written', text: 'a\r\nb\r\nd' },
    ],
    [
      'keeps a line end that differs',
      { base: 'a\nb\nc\nd\n', mine: 'a\r\nb\nc\nd\n', theirs: 'a\nb\nc\ne\n' },
      { kind: 'written', text: 'a\r\nb\nc\ne\n' },
    ],
  ])('%s', async (_, versions, expected) => {
    expect(await mergedFile(versions, file, labels)).toEqual(expected);
  });

  test('of the user that slipway now prints too, with another text, is a conflict', async () => {
    const result = await mergedFile({ base: undefined, mine: 'mine', theirs: 'theirs' }, file, labels);

    expect(result).toMatchObject({ kind: 'conflict', conflicts: 1 });
  });

  test('is compared in the style of Prettier if the user’s file is in it', async () => {
    const typescript = join(tmpdir(), 'chart.ts');
    const base = 'const a = {one:1};\n\nconst b = 2;\n\nconst c = 3;\n';
    const mine = 'const a = { one: 1 };\n\nconst b = 2;\n\nconst c = 4;\n';
    const theirs = 'const a = {one:2};\n\nconst b = 2;\n\nconst c = 3;\n';

    expect(await mergedFile({ base, mine, theirs }, typescript, labels)).toEqual({
      kind: 'written',
      text: 'const a = { one: 2 };\n\nconst b = 2;\n\nconst c = 4;\n',
    });
  });
});
