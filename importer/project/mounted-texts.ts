import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { ComposeMapping } from '../read/compose-model';
import { listOf, mappingOf, text } from './values';

/** The largest file that is read, in bytes, and the number of files of a folder: configurations are smaller, and fewer. */
const largest = 2 ** 18;
const most = 50;

/**
 * The texts of the configuration of a service: of its configs, and of the files on this machine that it mounts, alone or in a
 * folder.
 *
 * @param configs the configs of the project
 */
export function mountedTexts(spec: ComposeMapping, configs: ComposeMapping): string {
  const own = listOf(spec.configs).map((config) => mappingOf(configs[text(mappingOf(config).source)]));
  const mounts = listOf(spec.volumes).map(mappingOf);
  return [
    ...own.map(({ content }) => text(content)),
    ...own.flatMap(({ file }) => textsAt(text(file))),
    ...mounts.filter(({ type }) => type === 'bind').flatMap(({ source }) => textsAt(text(source))),
  ].join('\n');
}

/** The texts of a file, or of the files in a folder; none if there is nothing that can be read. */
function textsAt(path: string): string[] {
  try {
    if (path === '' || !statSync(path).isDirectory()) return textOf(path);
    const files = readdirSync(path).slice(0, most);
    return files.flatMap((name) => textOf(join(path, name)));
  } catch {
    return [];
  }
}

function textOf(path: string): string[] {
  const stats = statSync(path, { throwIfNoEntry: false });
  return stats?.isFile() && stats.size <= largest ? [readFileSync(path, 'utf8')] : [];
}
