import fc from 'fast-check';
import { lstatSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { writeAll } from '../../../cli/import/write-all';
import { projectFolder } from '../../support/project-folder';

const parent = projectFolder({});
let number = 0;

/** A folder with the files a and b. */
function newFolder(): string {
  const folder = join(parent, String(number++));
  mkdirSync(folder);
  writeFileSync(join(folder, 'a'), 'old a');
  writeFileSync(join(folder, 'b'), 'old b');
  return folder;
}

/** All paths, with the texts of files. */
function state(folder: string): Record<string, string> {
  const entries = readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort();
  return Object.fromEntries(
    entries.map((path) => {
      const file = join(folder, path);
      return [path, lstatSync(file).isDirectory() ? 'a folder' : readFileSync(file, 'utf8')];
    }),
  );
}

const changes = fc.uniqueArray(
  fc.record({
    path: fc.constantFrom('a', 'b', 'c', 'new/d', 'new/deep/e'),
    text: fc.option(fc.string(), { nil: undefined }),
  }),
  { selector: ({ path }) => path },
);

describe('writing several files', () => {
  test('writes and deletes all', () => {
    fc.assert(
      fc.property(changes, (all) => {
        const folder = newFolder();
        const before = state(folder);
        writeAll(all.map(({ path, text }) => ({ path: join(folder, path), text })));
        const after = state(folder);
        for (const { path, text } of all) expect(after[path]).toBe(text);
        const others = Object.keys(before).filter((path) => !all.some((change) => change.path === path));
        for (const path of others) expect(after[path]).toBe(before[path]);
        expect(Object.keys(after).filter((path) => /\.\d+$/.test(path))).toEqual([]);
      }),
      { numRuns: 50 },
    );
  });

  test('changes nothing if the last step fails', () => {
    fc.assert(
      fc.property(changes, (all) => {
        const folder = newFolder();
        const before = state(folder);
        const fail = (): void => {
          throw new Error('no');
        };
        expect(() => {
          writeAll(
            all.map(({ path, text }) => ({ path: join(folder, path), text })),
            fail,
          );
        }).toThrow('no');
        expect(state(folder)).toEqual(before);
      }),
      { numRuns: 50 },
    );
  });

  test('changes nothing if one file can not be replaced, whichever it is', () => {
    fc.assert(
      fc.property(changes, fc.nat(), (all, seed) => {
        const folder = newFolder();
        mkdirSync(join(folder, 'blocked/by-a-folder'), { recursive: true });
        const before = state(folder);
        const planned: { path: string; text: string | undefined }[] = [...all];
        planned.splice(seed % (all.length + 1), 0, { path: 'blocked', text: 'new' });
        expect(() => {
          writeAll(planned.map(({ path, text }) => ({ path: join(folder, path), text })));
        }).toThrow();
        expect(state(folder)).toEqual(before);
      }),
      { numRuns: 50 },
    );
  });

  test('writes through a symbolic link', () => {
    const folder = newFolder();
    symlinkSync(join(folder, 'a'), join(folder, 'link'));
    writeAll([{ path: join(folder, 'link'), text: 'new' }]);

    expect(lstatSync(join(folder, 'link')).isSymbolicLink()).toBe(true);
    expect(readFileSync(join(folder, 'a'), 'utf8')).toBe('new');
  });
});
