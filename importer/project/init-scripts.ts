import { readdirSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { type Mount } from './mount';

/** The folder in which the images of databases look for init scripts. */
export const initFolder = '/docker-entrypoint-initdb.d';

/**
 * The folder of the init scripts, in a list of none or one; undefined if they are in several folders, or are only a part of
 * the scripts of a folder. The script that makes the role of the app is the library's own.
 */
export function initScriptsIn(mounts: readonly Mount[]): readonly string[] | undefined {
  const scripts = mounts.filter(({ target }) => target.startsWith(initFolder));
  const [first, ...others] = scripts.filter(({ source }) => !basename(source).includes('app-role'));
  if (!first) return [];
  if (first.kind === 'files')
    return others.length === 0 && first.target === initFolder ? [first.source] : undefined;
  const folder = dirname(first.source);
  const mounted = [first, ...others].map(({ source }) => source);
  const isAll =
    mounted.every((source) => dirname(source) === folder) &&
    scriptsIn(folder).every((name) => mounted.includes(`${folder}/${name}`));
  return isAll && [first, ...others].every(({ kind }) => kind === 'file') ? [folder] : undefined;
}

function scriptsIn(folder: string): string[] {
  try {
    return readdirSync(folder).filter((name) => /\.(sql|sh)$/.test(name));
  } catch {
    return [];
  }
}
