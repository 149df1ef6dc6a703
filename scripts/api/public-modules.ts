/** A file of `lib/`, and its exports in `lib/index`. */
export interface PublicModule {
  /** Path in `lib/` without extension, such as `workload/task`. */
  readonly name: string;
  /** The export statement. */
  readonly exports: string;
  /** The exported names. */
  readonly names: readonly string[];
}

/** The modules that an index re-exports from, in alphabetical order. */
export function publicModules(index: string): PublicModule[] {
  return [...index.matchAll(/^export (type )?\{([^}]*)\} from '\.\/([^']+)';$/gm)]
    .map(([, type = '', list = '', name = '']) => ({
      name,
      exports: `export ${type}{${list}}`,
      names: namesIn(list),
    }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

function namesIn(list: string): string[] {
  return list
    .split(',')
    .map((entry) => entry.trim().replace(/^type /, ''))
    .filter((entry) => entry !== '');
}
