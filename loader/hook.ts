import { readFileSync } from 'node:fs';
import Module from 'node:module';
import { sep } from 'node:path';
import { TextCache } from './cache';
import { transform, transformVersion } from './transform';

/** The parts of the Node.js loader that CommonJS hooks use. `@types/node` does not have them. */
interface Loader {
  readonly _extensions: Record<string, (module: CompiledModule, file: string) => void>;
  _resolveFilename: (
    request: string,
    parent: { readonly filename?: string } | undefined,
    ...rest: unknown[]
  ) => string;
}

interface CompiledModule {
  _compile(code: string, file: string, format?: string): void;
}

const loader = Module as unknown as Loader;
const extensions = ['.ts', '.cts', '.mts'];
let isRegistered = false;

/**
 * Lets `require` load the user's TypeScript, with and without `"type": "module"` in its package.json, and with and without
 * extensions in imports. Stack traces show the lines of the sources. Does not check types.
 */
export function register(): void {
  if (isRegistered) return;
  isRegistered = true;
  process.setSourceMapsEnabled(true);
  const cache = new TextCache(process.cwd());
  const compile = (module: CompiledModule, file: string): void => {
    const source = readFileSync(file, 'utf8');
    const code = cache.get([transformVersion, file, source], () => transform(source, file));
    module._compile(code, file, 'commonjs');
  };
  for (const extension of extensions) loader._extensions[extension] = compile;
  resolveTypeScript();
}

/** `import './shop.js'` means `shop.ts` if `shop.js` does not exist, as in TypeScript itself. */
function resolveTypeScript(): void {
  const resolve = loader._resolveFilename;
  loader._resolveFilename = function (request, parent, ...rest): string {
    try {
      return resolve.call(this, request, parent, ...rest);
    } catch (error) {
      const isOwn = !(parent?.filename ?? '').includes(`${sep}node_modules${sep}`);
      const [, name, letter = ''] = /^(\.{1,2}\/.*)\.([cm]?)js$/.exec(request) ?? [];
      if (!isOwn || name === undefined) throw error;
      return resolve.call(this, `${name}.${letter}ts`, parent, ...rest);
    }
  };
}
