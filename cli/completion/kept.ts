import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { areUnchanged, type FileStates, statesOf } from '../../engine/stack/file-states';
import { keepText, keptText } from '../../loader/cache';
import { cacheFolder, nearestModules } from '../../loader/cache-folder';

/** A value, and the files that it depends on. */
interface Made<T> {
  /** Must be representable as JSON. */
  readonly value: T;

  /** Paths of the files that it depends on. */
  readonly files: readonly string[];
}

interface Kept<T> {
  readonly value: T;
  readonly states: FileStates;
}

/**
 * A cached value, for values that take too long for a completion. The cache is in the nearest `node_modules`; without
 * `node_modules` the value is made each time. It is made again if one of its files has changed.
 *
 * @param folder where the search for `node_modules` starts
 * @param key identifies the value
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
    return undefined; // a damaged file counts as missing
  }
}
