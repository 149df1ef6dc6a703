import { type ComposeMapping, type ComposeValue, isMapping } from '../read/compose-model';

/** A mapping, or an empty one in the place of any other value. */
export function mappingOf(value: ComposeValue | undefined): ComposeMapping {
  return value !== undefined && isMapping(value) ? value : {};
}

/** A list, or an empty one in the place of any other value. */
export function listOf(value: ComposeValue | undefined): readonly ComposeValue[] {
  return Array.isArray(value) ? (value as readonly ComposeValue[]) : [];
}

/** A scalar as it is written; empty for any other value. */
export function text(value: ComposeValue | undefined): string {
  return value === undefined || value === null || typeof value === 'object' ? '' : String(value);
}

/** The value at some keys; undefined if there is none. */
export function valueAt(root: ComposeValue, keys: readonly (string | number)[]): ComposeValue | undefined {
  let value: ComposeValue | undefined = root;
  for (const key of keys) value = typeof key === 'number' ? listOf(value)[key] : mappingOf(value)[key];
  return value;
}

/** A path of a folder without a slash at the end; the root keeps its own. */
export function withoutSlash(path: string): string {
  return path.replace(/(?<=.)\/$/, '');
}
