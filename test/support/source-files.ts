import { readdirSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';

/** The text of source files, by their paths from the project's root, such as `lib/core/stack.ts`. */
export type Sources = Readonly<Record<string, string>>;

const root = join(__dirname, '../..');

/** TypeScript files, and those of folders; what the services of apps/ are built from is left out. */
export function sourcesOf(...places: readonly string[]): Sources {
  const paths = places.flatMap((place) => (place.endsWith('.ts') ? [place] : filesOf(place)));
  return Object.fromEntries(paths.sort().map((path) => [path, readFileSync(join(root, path), 'utf8')]));
}

function filesOf(folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && !/(^|\/)(images|node_modules)\//.test(file))
    .map((file) => `${folder}/${file}`);
}

/** What a file imports, types included, in its order: paths from the project's root without extension, and names of packages. */
export function importsOf(file: string, source: string): string[] {
  return [...source.matchAll(/\b(?:from|import|require)\s*\(?\s*'([^']+)'/g)].map(([, target = '']) =>
    target.startsWith('.') ? posix.join(posix.dirname(file), target).replace(/\.js$/, '') : target,
  );
}

/** Source without its comments that have lines of their own. */
export function withoutComments(source: string): string {
  return source.replaceAll(/^\s*(?:\/\*\*?|\*|\/\/).*$/gm, '');
}
