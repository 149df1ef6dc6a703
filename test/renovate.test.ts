import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

interface Renovate {
  readonly customManagers: readonly {
    readonly managerFilePatterns: readonly string[];
    readonly matchStrings: readonly string[];
  }[];
}

const root = join(__dirname, '..');
const [manager] = (JSON.parse(read('renovate.json')) as Renovate).customManagers;
const patterns = (manager?.managerFilePatterns ?? []).map((pattern) => new RegExp(pattern.slice(1, -1)));
const version = new RegExp(manager?.matchStrings[0] ?? '', 'g');
const comment = /^\s*(?:\/\/|#) renovate: datasource=/gm;

const commented = ['.ci', '.github', 'engine', 'lib', 'scripts', 'test']
  .flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map((file) => `${folder}/${file}`),
  )
  .filter((file) => /\.(ts|yaml)$|^\.ci\//.test(file) && read(file).match(comment));

function read(file: string): string {
  return readFileSync(join(root, file), 'utf8');
}

describe('renovate', () => {
  test.each(commented)('finds the version that follows each of its comments in %s', (file) => {
    expect(patterns.filter((pattern) => pattern.test(file))).toHaveLength(1);
    expect([...read(file).matchAll(version)]).toHaveLength([...read(file).matchAll(comment)].length);
  });
});
