import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { api } from './api/api';
import { composeGo } from './compose-go';
import type { GeneratedFile } from './generated-file';
import { knownProps } from './known-props';

/** All generated files with their content: first those that are part of the library, then those that need the library. */
export async function* generated(): AsyncGenerator<GeneratedFile[]> {
  const table = { path: 'lib/core/known-props.json', content: knownProps(join(__dirname, '..')) };
  yield [table, ...imported(), ...composeGo()];
  const [surface, made] = await Promise.all([api(), stacks().synthesized()]);
  yield [...surface, ...made];
}

/** Loaded only now, with the updated library. */
function stacks(): typeof import('./synthesized') {
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  return require('./synthesized') as typeof import('./synthesized');
}

function imported(): GeneratedFile[] {
  const folder = mkdtempSync(join(tmpdir(), 'slipway-import-'));
  try {
    execFileSync(process.execPath, [join(__dirname, 'import-api.js'), folder]);
    return readdirSync(folder).map((file) => ({
      path: `imports/${file}`,
      content: readFileSync(join(folder, file), 'utf8'),
    }));
  } finally {
    rmSync(folder, { recursive: true });
  }
}
