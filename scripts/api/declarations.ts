import { mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runProgram } from './run-program';

/**
 * Calls `read` with a folder that has the declarations of `lib/`, without `@internal` ones, and a `tsconfig.json` for
 * them. Deletes the folder afterwards.
 */
export async function withDeclarations<T>(root: string, read: (folder: string) => Promise<T>): Promise<T> {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'slipway-api-')));
  try {
    symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
    await emit(root, folder);
    writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify(readingConfig(root)));
    return await read(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function emit(root: string, folder: string): Promise<void> {
  const config = join(folder, 'tsconfig.emit.json');
  writeFileSync(
    config,
    JSON.stringify({
      extends: join(root, 'tsconfig.build.json'),
      compilerOptions: {
        emitDeclarationOnly: true,
        sourceMap: false,
        typeRoots: [join(root, 'node_modules/@types')],
        rootDir: root,
        outDir: folder,
      },
      include: [],
      files: [join(root, 'lib/index.ts')],
    }),
  );
  await runProgram('typescript-7/bin/tsc', '--project', config);
}

function readingConfig(root: string): object {
  return {
    extends: join(root, 'tsconfig.json'),
    compilerOptions: { types: [], paths: {} },
    include: ['lib', 'modules'],
  };
}
