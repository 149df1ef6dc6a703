import type { Message, TransformOptions, TransformResult } from 'esbuild';

/** A position in a file, counted from 1. */
export interface Position {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** A file is not valid TypeScript, or has a duplicate key in an object literal. */
export class SourceError extends Error {
  public override readonly name = 'SourceError';

  constructor(
    message: string,
    public readonly position: Position,
  ) {
    super(message);
  }
}

/** Part of the cache key of results. Change it with every change that affects the results. */
export const transformVersion = '1';

const options: TransformOptions = {
  loader: 'ts',
  format: 'cjs',
  target: 'node20',
  sourcemap: 'inline',
  sourcesContent: false,
  // `import()` becomes `require`, so that it loads TypeScript too.
  supported: { 'dynamic-import': false },
  // What an ES module has instead of __dirname and __filename.
  define: {
    'import.meta.dirname': '__dirname',
    'import.meta.filename': '__filename',
    'import.meta.url': '__url',
  },
  banner: "const __url = require('node:url').pathToFileURL(__filename).href;",
  logLevel: 'silent',
};

/**
 * Converts a TypeScript module to CommonJS, with a source map. Removes types, and does not check them.
 *
 * @param file absolute path, which stack traces show
 * @throws SourceError
 */
export function transform(source: string, file: string): string {
  const { code, warnings } = run(source, file);
  const duplicate = warnings.find(({ id }) => id === 'duplicate-object-key');
  if (duplicate) throw sourceError(duplicate, file);
  return code;
}

function run(source: string, file: string): TransformResult {
  // Loaded only here, because usually every file is in the cache.
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  const { transformSync } = require('esbuild') as typeof import('esbuild');
  try {
    return transformSync(source, { ...options, sourcefile: file });
  } catch (error) {
    const [first] = (error as { readonly errors?: readonly Message[] }).errors ?? [];
    throw first ? sourceError(first, file) : error;
  }
}

function sourceError({ text, location }: Message, file: string): SourceError {
  const { line = 1, column = 0 } = location ?? {};
  return new SourceError(text, { file, line, column: column + 1 });
}
