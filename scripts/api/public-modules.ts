/** A file of `lib/` and what `lib/index` exports of it. */
export interface PublicModule {
  /** Path in `lib/`, without its ending, such as `workload/task`. */
  readonly name: string;
  /** What is exported, as an export statement lists it. */
  readonly exports: string;
  /** The names of it. */
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
