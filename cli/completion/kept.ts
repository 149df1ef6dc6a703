import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { areUnchanged, type FileStates, statesOf } from '../../engine/stack/file-states';
import { keepText, keptText } from '../../loader/cache';
import { cacheFolder, nearestModules } from '../../loader/cache-folder';

/** A value, and what it was made of. */
interface Made<T> {
  /** JSON can hold it. */
  readonly value: T;

  /** Paths of the files that it depends on. */
  readonly files: readonly string[];
}

interface Kept<T> {
  readonly value: T;
  readonly states: FileStates;
}

/**
 * A value that takes longer to make than a person waits for a completion. It is kept in the cache folder of the nearest
 * `node_modules`, and made again once a file has changed that it depends on; without that folder each time.
 *
 * @param folder from which `node_modules` is looked for
 * @param key tells it from other values
 */
export async function kept<T>(
  folder: string,
  key: readonly string[],
  make: () => Promise<Made<T>>,
): Promise<T> {
  const modules = nearestModules(folder);
  if (modules === undefined) return (await make()).value;
  const name = createHash('sha256').update(key.join('\0')).digest('hex').slice(0, 16);
  const file = join(cacheFolder(modules), `completion-${name}.json`);
  const known = parse<T>(keptText(file));
  if (known && areUnchanged(known.states)) return known.value;
  const { value, files } = await make();
  keepText(file, JSON.stringify({ value, states: statesOf(files) } satisfies Kept<T>));
  return value;
}

function parse<T>(text: string | undefined): Kept<T> | undefined {
  try {
    return text === undefined ? undefined : (JSON.parse(text) as Kept<T>);
  } catch {
    return undefined; // a damaged file is as good as none
  }
}
