import { importsOf, type Sources } from './source-files';

/** Circles of files that import each other, types included, a line each: `a.ts -> b.ts -> a.ts`. */
export function circles(sources: Sources): string[] {
  const found: string[] = [];
  const done = new Set<string>();
  const visit = (file: string, path: readonly string[]): void => {
    const start = path.indexOf(file);
    if (start >= 0) {
      found.push([...path.slice(start), file].join(' -> '));
      return;
    }
    if (done.has(file)) return;
    for (const next of neighbours(file, sources)) visit(next, [...path, file]);
    done.add(file);
  };
  for (const file of Object.keys(sources)) visit(file, []);
  return found;
}

function neighbours(file: string, sources: Sources): string[] {
  return importsOf(file, sources[file] ?? '')
    .flatMap((target) => [`${target}.ts`, `${target}/index.ts`])
    .filter((target) => target in sources);
}
