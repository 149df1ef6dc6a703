/** A step in the path of a field. */
type Step =
  | { readonly kind: 'key'; readonly key: string }
  | { readonly kind: 'index'; readonly index: number }
  /** Any item of a list. */
  | { readonly kind: 'any' }
  /** The items of a list that have a value at a key. */
  | { readonly kind: 'where'; readonly key: string; readonly value: string };

/**
 * The values at a path such as `spec.ports[port=53].protocol`; none if there is no such field.
 *
 * A step is a key, `[0]`, `[]` for each item, `[a.key]` for a key with other characters than those of a word, or `[key=value]` for the items that have the value.
 */
export function valuesAt(root: unknown, path: string): unknown[] {
  return stepsOf(path).reduce<unknown[]>(
    (values, step) => values.flatMap((value) => next(value, step)),
    [root],
  );
}

function next(value: unknown, step: Step): unknown[] {
  if (typeof value !== 'object' || value === null) return [];
  if (step.kind === 'key') {
    const member = (value as Readonly<Record<string, unknown>>)[step.key];
    return member === undefined ? [] : [member];
  }
  const items: readonly unknown[] = Array.isArray(value) ? value : [];
  if (step.kind === 'index') return items.slice(step.index, step.index + 1);
  if (step.kind === 'any') return [...items];
  return items.filter((item) => has(item, step.key, step.value));
}

/** A sub-path counts without the folder that the library adds. */
function has(item: unknown, key: string, value: string): boolean {
  const found = String(valuesAt(item, key)[0]);
  return found === value || (key === 'subPath' && found.endsWith(`/${value}`));
}

function stepsOf(path: string): Step[] {
  return [
    ...path.matchAll(/\[(\d+)\]|\[\]|\[([\w.-]+)=((?:[^\]]|\](?![.[]|$))*)\]|\[([^\]=]+)\]|([^.[\]]+)/g),
  ].map(([step, index, key, value, quoted, name]): Step => {
    if (step === '[]') return { kind: 'any' };
    if (index !== undefined) return { kind: 'index', index: Number(index) };
    if (key !== undefined) return { kind: 'where', key, value: value ?? '' };
    return { kind: 'key', key: quoted ?? name ?? '' };
  });
}
