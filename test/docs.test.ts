import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import project from '../slipway.config';
import { compileErrors, examples } from './support/examples';

const root = join(__dirname, '..');
const pages = [
  'README.md',
  'CHANGELOG.md',
  'CONTRIBUTING.md',
  ...readdirSync(join(root, 'docs'), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.md'))
    .map((file) => `docs/${file}`),
  ...project.stacks.map((stack) => `apps/${stack}/README.md`),
];

function read(page: string): string {
  return readFileSync(join(root, page), 'utf8');
}

describe('the documentation', () => {
  test('has examples that compile, where a broken one would not', () => {
    const broken = "import { Redis } from './lib';\nexport const port: string = new Redis();\n";
    const written = pages.filter((page) => !page.startsWith('docs/api/')); // its examples are those of docstrings
    const errors = compileErrors(root, [...written.flatMap((page) => examples(read(page))), broken]);

    expect(errors.at(-1)).not.toEqual([]);
    expect(errors.slice(0, -1).flat()).toEqual([]);
  }, 60_000);

  test.each(pages)('%s has no broken link', (page) => {
    const links = [...read(page).matchAll(/\]\((?!https?:)([^)#]+)(?:#[^)]*)?\)/g)].map(
      ([, link = '']) => link,
    );

    expect(links.filter((link) => !existsSync(join(root, dirname(page), link)))).toEqual([]);
  });
});
