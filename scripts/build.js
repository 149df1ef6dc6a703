// Compiles what the package has into build/, with its declarations.
const { spawnSync } = require('node:child_process');
const { cpSync, rmSync } = require('node:fs');
const { join } = require('node:path');

const root = join(__dirname, '..');
const build = join(root, 'build');
// By its path: the command 'tsc' is that of either TypeScript that is installed.
const compiler = join(root, 'node_modules/typescript-7/bin/tsc');

/** Files beside the sources that are read at run time. */
const assets = ['cli/parity/probe/inspector.js'];

rmSync(build, { recursive: true, force: true });
const { status } = spawnSync(process.execPath, [compiler, '--project', join(root, 'tsconfig.build.json')], {
  stdio: 'inherit',
});
if (status !== 0) process.exit(status ?? 1);
for (const file of assets) cpSync(join(root, file), join(build, file));
