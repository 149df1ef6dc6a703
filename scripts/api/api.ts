import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { GeneratedFile } from '../generated-file';
import { withDeclarations } from './declarations';
import { pages } from './pages';
import { report } from './report';

const root = join(__dirname, '../..');
const folder = 'docs/api';

/** The public API of the library: a page for each module, and one report of all signatures. */
export function api(): Promise<GeneratedFile[]> {
  return withDeclarations(root, async (declarations) => {
    const [written, signatures] = await Promise.all([pages(root, declarations), report(declarations)]);
    return [
      { path: 'lib/slipway.api.md', content: signatures },
      ...[...written].map(([page, content]) => ({ path: `${folder}/${page}`, content })),
      ...pagesNow()
        .filter((page) => !written.has(page))
        .map((page) => ({ path: `${folder}/${page}`, content: undefined })),
    ];
  });
}

/** The committed pages. Some may be of modules that no longer exist. */
function pagesNow(): string[] {
  if (!existsSync(join(root, folder))) return [];
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).filter((file) =>
    file.endsWith('.md'),
  );
}
