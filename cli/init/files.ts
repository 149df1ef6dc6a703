import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageFolder } from '../../engine/base/package';
import { className } from '../../importer/plan/variables';

/** A file of a new project. */
export interface NewFile {
  /** Path from the folder of the project. */
  readonly path: string;
  readonly text: string;
}

/** Templates that are merged into existing files, by `merge.ts`. */
const merged = ['package.json', 'gitignore'];

/**
 * The files of a new project, without those that are merged into existing ones.
 *
 * @param stack name of its first stack
 * @param definition its definition in slipway.config.ts. With one, there is no sample chart @default - the sample chart
 */
export function newFiles(stack: string, definition?: string): NewFile[] {
  const folder = join(packageFolder(), 'templates');
  return readdirSync(folder, { recursive: true, encoding: 'utf8', withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .filter((path) => !merged.includes(path) && (definition === undefined || !path.startsWith('charts/')))
    .sort()
    .map((path) => ({
      path: path.replace(/(charts|test)\/chart\b/, `$1/${stack}`),
      text: filled(readFileSync(join(folder, path), 'utf8'), stack, definition),
    }));
}

function filled(
  text: string,
  stack: string,
  definition = `{ folder: '.', chart: 'charts/${stack}.ts' }`,
): string {
  const key = /^[a-z]+$/.test(stack) ? stack : `'${stack}'`;
  return text
    .replaceAll('{{definition}}', definition)
    .replaceAll('{{stack}}', stack)
    .replaceAll('{{key}}', key)
    .replaceAll('{{Stack}}', className(stack));
}
