import { type Dirent, readdirSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { join, posix, relative, resolve, sep } from 'node:path';
import { checkArgument } from '../core/check-props';
import type { FileContent, FileOptions } from './file';

/** What desktops and git put into folders. Other hidden files belong to a folder, as with Docker. */
const leftOut = ['.DS_Store', 'Thumbs.db', '.git'];

/**
 * The files of a folder and its subfolders, for the prop `files`: `files: filesFrom('conf', '/etc/app')`. In Compose: a folder
 * of the project in `volumes`.
 *
 * An executable file has the mode `0o755`. Hidden files are there too, but `.DS_Store`, `Thumbs.db` and `.git` are not. A
 * symbolic link to a file of the folder has the content of that file. Empty folders are left out.
 *
 * @param folder folder on this machine
 * @param path absolute path of the folder in the container
 * @throws if `folder` is not a readable folder, or has no file
 * @throws if `path` is not absolute
 * @throws if it has a symbolic link to something else than a file of the folder, or a file that is neither
 */
export function filesFrom(folder: string, path: string): Readonly<Record<string, FileContent | FileOptions>> {
  checkArgument('filesFrom()', 'folder', ['string'], folder);
  checkArgument('filesFrom()', 'path', ['string'], path);
  if (!path.startsWith('/')) {
    throw new Error(`'path' of filesFrom() must be an absolute path such as '/etc/app', got '${path}'`);
  }
  const names = filesIn(folder);
  if (names.length === 0) {
    throw new Error(`'folder' of filesFrom() must have a file, such as 'conf/app.conf', got '${folder}'`);
  }
  return Object.fromEntries(
    names.map((name) => [posix.join(path, name.split(sep).join('/')), fileOf(join(folder, name))]),
  );
}

/** The paths of all files in a folder, sorted. */
function filesIn(folder: string): string[] {
  return entriesOf(folder)
    .filter(
      (entry) =>
        !pathOf(folder, entry)
          .split(sep)
          .some((part) => leftOut.includes(part)),
    )
    .filter((entry) => isFile(folder, entry))
    .map((entry) => pathOf(folder, entry))
    .sort();
}

function entriesOf(folder: string): Dirent[] {
  try {
    return readdirSync(folder, { recursive: true, withFileTypes: true });
  } catch (error) {
    throw new Error(
      `'folder' of filesFrom() must be a readable folder such as 'conf', got '${folder}': ${(error as Error).message}`,
      { cause: error },
    );
  }
}

function pathOf(folder: string, entry: Dirent): string {
  return relative(resolve(folder), join(resolve(entry.parentPath), entry.name));
}

function isFile(folder: string, entry: Dirent): boolean {
  const path = join(folder, pathOf(folder, entry));
  if (entry.isDirectory() || entry.isFile()) return entry.isFile();
  if (entry.isSymbolicLink() && leadsToFile(folder, path)) return true;
  throw new Error(
    `'folder' of filesFrom() must have files, folders, and symbolic links to its files only, such as 'conf/app.conf', got '${path}'`,
  );
}

function leadsToFile(folder: string, link: string): boolean {
  try {
    const inside = realpathSync(link).startsWith(`${realpathSync(folder)}${sep}`);
    return inside && statSync(link).isFile();
  } catch {
    return false; // it leads nowhere
  }
}

function fileOf(path: string): FileContent | FileOptions {
  const content = contentOf(readFileSync(path));
  return (statSync(path).mode & 0o100) === 0 ? content : { content, mode: 0o755 };
}

/** As text if it is one, which is readable in the manifests. */
function contentOf(bytes: Uint8Array): string | Uint8Array {
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
    return /[\0\uFFFD]/.test(text) ? bytes : text;
  } catch {
    return bytes; // it is not UTF-8
  }
}
