// Writes build/: the declarations of every file, and each program in one file, which loads faster than hundreds.
const { spawnSync } = require('node:child_process');
const { cpSync, rmSync } = require('node:fs');
const { join } = require('node:path');
const esbuild = require('esbuild');

process.chdir(join(__dirname, '..'));
rmSync('build', { recursive: true, force: true });
declare();
void build();

/** Runs the compiler by its path, because two versions of TypeScript with a command 'tsc' are installed. */
function declare() {
  const args = ['node_modules/typescript-7/bin/tsc', '--project', 'tsconfig.build.json'];
  const { status } = spawnSync(process.execPath, args, { stdio: 'inherit' });
  if (status !== 0) process.exit(status ?? 1);
}

async function build() {
  await bundle(['lib/index.ts', 'loader/register.ts', 'loader/jest.ts']);
  await bundle(['cli/main.ts'], [sharedLibrary]);
  // read at run time
  cpSync('cli/parity/probe/inspector.js', 'build/cli/inspector.js');
  for (const file of ['reader.js', 'recorded-files.js']) cpSync(`importer/read/${file}`, `build/cli/${file}`);
  for (const file of ['report-page.css', 'report-page.js'])
    cpSync(`importer/report/page/${file}`, `build/cli/${file}`);
  for (const file of ['compose.wasm.br', 'wasm_exec.js', 'NOTICE']) {
    cpSync(`importer/read/compose-go/${file}`, `build/cli/compose-go/${file}`);
  }
}

/** The command line uses the same copy of the library as charts, so that `instanceof` works between the two. */
const sharedLibrary = {
  name: 'shared library',
  setup: (build) =>
    build.onResolve({ filter: /^(\.\.\/)+lib$/ }, () => ({ path: '../lib/index.js', external: true })),
};

async function bundle(entryPoints, plugins = []) {
  await esbuild.build({
    entryPoints,
    plugins,
    outdir: 'build',
    outbase: '.',
    bundle: true,
    packages: 'external',
    platform: 'node',
    target: 'node20',
    sourcemap: true,
    sourcesContent: false,
    keepNames: true, // the check of props uses the name of the class
    // `import()` becomes `require`. All commands are in this file, and their imports are loaded when they run.
    supported: { 'dynamic-import': false },
    logLevel: 'warning',
  });
}
