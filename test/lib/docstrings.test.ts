import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { docstringProblems } from '../support/docstrings';

const lib = join(__dirname, '../../lib');
const files = readdirSync(lib, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'));

describe('docstrings of the library', () => {
  test.each(files)('%s documents its exports, and the default of each optional prop', (file) => {
    expect(docstringProblems(readFileSync(join(lib, file), 'utf8'))).toEqual([]);
  });

  test.each([
    ['export interface A {}\n', ['1: A has no docstring']],
    ['/** A. */\nexport interface A {\n  /** B. */\n  readonly b?: string;\n}\n', ['4: b has no @default']],
    ['/** A; @default - none */\nconst a = 1;\n', ['1: @default in a sentence']],
  ])('a planted fault in %j is found', (source, problems) => {
    expect(docstringProblems(source)).toEqual(problems);
  });
});
