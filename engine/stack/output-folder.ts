import {
  chmodSync,
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { Failure } from '../base/failure';

const suffix = '.k8s.yaml';

/**
 * Writes manifests into `folder` so that it holds either all of the new ones or all of the old ones.
 *
 * @param files text by stack
 * @param keepOthers whether the manifests of other stacks, which the folder may have, stay
 * @throws Failure if the folder holds other things than manifests: it would lose them
 */
export function writeManifests(
  folder: string,
  files: Readonly<Record<string, string>>,
  { keepOthers }: { readonly keepOthers: boolean },
): void {
  checkOnlyManifests(folder);
  // Beside it, because a rename works within one file system only.
  const next = mkdtempSync(join(dirname(folder), `.${basename(folder)}-`));
  try {
    if (keepOthers && existsSync(folder)) cpSync(folder, next, { recursive: true });
    chmodSync(next, 0o755);
    for (const [stack, text] of Object.entries(files)) writeFileSync(join(next, `${stack}${suffix}`), text);
    swap(folder, next);
  } finally {
    rmSync(next, { recursive: true, force: true });
  }
}

function swap(folder: string, next: string): void {
  if (!existsSync(folder)) {
    renameSync(next, folder);
    return;
  }
  const old = `${next}.old`;
  renameSync(folder, old);
  try {
    renameSync(next, folder);
  } catch (error) {
    renameSync(old, folder);
    throw error;
  }
  rmSync(old, { recursive: true });
}

function checkOnlyManifests(folder: string): void {
  if (!existsSync(dirname(folder))) {
    throw new Failure(`there is no folder ${dirname(folder)}`, 'Create it, or name another one with --out.');
  }
  if (!existsSync(folder)) return;
  const others = readdirSync(folder).filter((name) => !name.endsWith(suffix));
  if (others.length > 0) {
    throw new Failure(
      `${folder} holds more than manifests (${others.slice(0, 3).join(', ')}), and would be replaced`,
      'Name an empty or new folder with --out.',
    );
  }
}
