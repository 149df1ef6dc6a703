import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { snapshot, snapshotPath } from '../test/support/snapshot';
import { everyStack } from '../test/support/stacks';

/** A committed file that is made from others. */
export interface Generated {
  /** Path from the project's root. */
  readonly path: string;
  readonly content: string;
}

/** Every generated file, as it should be. */
export function generated(): Generated[] {
  return [
    ...imported(),
    ...everyStack().map((stack) => ({ path: snapshotPath(stack), content: snapshot(stack) })),
  ];
}

function imported(): Generated[] {
  const folder = mkdtempSync(join(tmpdir(), 'slipway-import-'));
  try {
    execFileSync(process.execPath, [join(__dirname, 'import-api.js'), folder]);
    return ['k8s.ts', 'postgresql.cnpg.io.ts', 'external-secrets.io.ts'].map((file) => ({
      path: `imports/${file}`,
      content: readFileSync(join(folder, file), 'utf8'),
    }));
  } finally {
    rmSync(folder, { recursive: true });
  }
}
