import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** A folder with the files of a project. What is still there after all tests is removed with the folder for temporary files. */
export function newFolder(files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'slipway-test-'));
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  return folder;
}

/** A folder with the files of a project; it is removed after the tests of the file. */
export function projectFolder(files: Readonly<Record<string, string>>): string {
  const folder = newFolder(files);
  afterAll(() => {
    rmSync(folder, { recursive: true });
  });
  return folder;
}
