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
    { path: 'imports/k8s.ts', content: imported() },
    ...everyStack().map((stack) => ({ path: snapshotPath(stack), content: snapshot(stack) })),
  ];
}

function imported(): string {
  const folder = mkdtempSync(join(tmpdir(), 'slipway-import-'));
  try {
    execFileSync(process.execPath, [join(__dirname, 'import-k8s.js'), folder]);
    return readFileSync(join(folder, 'k8s.ts'), 'utf8');
  } finally {
    rmSync(folder, { recursive: true });
  }
}
