import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * Run by jest before the first test: all that the tests, and the libraries below them, leave in the folder for
 * temporary files goes into one of their own, which `remove-temporary-folder.ts` deletes after the last.
 */
export default function useTemporaryFolder(): void {
  process.env.TMPDIR = mkdtempSync(join(tmpdir(), 'slipway-tests-'));
}

/** Deletes that folder. */
export function removeTemporaryFolder(): void {
  const folder = process.env.TMPDIR;
  if (folder?.includes('slipway-tests-')) rmSync(folder, { recursive: true, force: true });
}
