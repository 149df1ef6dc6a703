import { isSecretLiteral } from '../../lib/core/secret-literal';
import { type Leaf, pathKeys } from '../locate/leaf';
import { text } from '../project/values';
import type { Entry } from './entry';

/**
 * The values that the Compose files themselves have, as text by their paths. There is none that comes from a variable or
 * a file of variables, and no secret: the values are for a file that is committed.
 *
 * @param entries what became of the leaves
 * @param folder of the project. A path below it starts with `./`
 */
export function writtenValues(
  leaves: readonly Leaf[],
  entries: readonly Entry[],
  folder: string,
): Record<string, string> {
  const secret = new Set(entries.filter(isInSecret).map(({ path }) => path));
  const open = leaves.filter((leaf) => isWritten(leaf) && !secret.has(leaf.path) && !looksSecret(leaf));
  return Object.fromEntries(open.map(({ path, value }) => [path, near(text(value), folder)]));
}

function isWritten({ via }: Leaf): boolean {
  return via !== 'variable' && via !== 'env_file';
}

function isInSecret({ path, to = [] }: Entry): boolean {
  return path.startsWith('secrets') || to.some(({ object }) => object.startsWith('Secret/'));
}

function looksSecret({ path, value }: Leaf): boolean {
  return isSecretLiteral(String(pathKeys(path).at(-1)), text(value));
}

function near(value: string, folder: string): string {
  return value.startsWith(`${folder}/`) ? `.${value.slice(folder.length)}` : value;
}
