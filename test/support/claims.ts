import { posix } from 'node:path';

/** Where the titles of tests come from: the titles of a file or folder, by its path from the project's root. */
type Titles = (path: string) => readonly string[];

/** Files and folders of tests, by a word for each. */
type Places = ReadonlyMap<string, { readonly path: string; readonly titles: readonly string[] }>;

const quoted = '"[^"]+"';
const titled = new RegExp(`^(\\w+): (${quoted}(?:, ${quoted})*)$`);
const untested = /^(?:–|not tested|by hand: .+)$/;

/**
 * What is wrong with the tables of claims in a stack's README, a line each.
 *
 * The last column of a table has a claim's tests, such as `e2e: "a title", "another"; unit: "a title"`. The words are those
 * of a list in the README, each with a link to a file or folder. A claim without a test has `not tested`, `by hand: …`, or
 * `–` if it is not met.
 *
 * @param folder of the README, from the project's root
 */
export function claimProblems(readme: string, folder: string, titlesOf: Titles): string[] {
  const places = placesOf(readme, folder, titlesOf);
  return testCells(readme).flatMap((cell) =>
    untested.test(cell) ? [] : cell.split(/(?<="); /).flatMap((part) => problemsOf(part, places)),
  );
}

/** The last cell of each row of the tables of claims. */
export function testCells(readme: string): string[] {
  const tables = [...readme.matchAll(/^\| Claim .*\n\| -.*\n((?:\|.*\n?)*)/gm)];
  return tables.flatMap(([, rows = '']) =>
    rows
      .trimEnd()
      .split('\n')
      .map(
        (row) =>
          row
            .split(/(?<!\\)\|/)
            .at(-2)
            ?.trim() ?? '',
      ),
  );
}

/** Where tests are, by the words of lines such as `- e2e: [a name](../../test/e2e/shop.test.ts)`. */
function placesOf(readme: string, folder: string, titlesOf: Titles): Places {
  const lines = readme.matchAll(/^- (\w+): \[[^\]]*\]\(([^)]+)\)/gm);
  return new Map(
    [...lines].map(([, word = '', link = '']) => {
      const path = posix.join(folder, link);
      return [word, { path, titles: titlesOf(path) }];
    }),
  );
}

function problemsOf(part: string, places: Places): string[] {
  const [, word = '', titles = ''] = titled.exec(part) ?? [];
  const place = places.get(word);
  if (!place) return [`'${part}' names no tests`];
  return [...titles.matchAll(/"([^"]+)"/g)].flatMap(([, title = '']) =>
    place.titles.includes(title) ? [] : [`${place.path} has no test "${title}"`],
  );
}
