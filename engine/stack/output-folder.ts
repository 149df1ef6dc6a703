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
 * Writes manifests into `folder`. The folder then has either all new manifests, or all old ones if this fails.
 *
 * @param files text by stack
 * @param keepOthers whether manifests of other stacks in the folder stay
 * @throws Failure if the folder has other files than manifests, which would be lost
 */
export function writeManifests(
  folder: string,
  files: Readonly<Record<string, string>>,
  { keepOthers }: { readonly keepOthers: boolean },
): void {
  checkOnlyManifests(folder);
  // In the same parent folder, because a rename works only within one file system.
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
      `${folder} contains files that are not manifests (${others.slice(0, 3).join(', ')}), and the command would delete them`,
      'Name an empty or new folder with --out.',
    );
  }
}
