import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { repository, run } from './command';

/** All that a launch reads, the Secrets of the present installation included. */
const parts = [
  ...['.slipway', 'apps', 'bin', 'cli', 'imports', 'lib'],
  ...['kind-config.yaml', 'package.json', 'tsconfig.json'],
];

/**
 * Runs slipway in a copy of this repository in which one file is different: a release that somebody got wrong.
 *
 * @param find text of the file that is replaced; must be there
 * @returns what it printed; rejects with the same if it fails
 */
export async function slipwayAfterEdit(
  file: string,
  [find, replacement]: readonly [find: string, replacement: string],
  ...args: string[]
): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'slipway-e2e-'));
  try {
    for (const part of parts) cpSync(join(repository, part), join(folder, part), { recursive: true });
    symlinkSync(join(repository, 'node_modules'), join(folder, 'node_modules'));
    const text = readFileSync(join(folder, file), 'utf8');
    if (!text.includes(find)) throw new Error(`${file} does not contain '${find}'`);
    writeFileSync(join(folder, file), text.replace(find, replacement));
    return (await run('node', [join(folder, 'bin/slipway.js'), ...args])).stdout;
  } finally {
    rmSync(folder, { recursive: true });
  }
}
