/** What stands at a path such as `spec.containers.0.image`; undefined if there is nothing. */
export function get(value: unknown, path: string): unknown {
  return path
    .split('.')
    .reduce<unknown>((at, key) => (at as Record<string, unknown> | undefined)?.[key], value);
}

/** Every value below `value` with its path, depth first. */
export function* walk(
  value: unknown,
  path = '',
): Generator<{ readonly path: string; readonly value: unknown }> {
  yield { path, value };
  if (typeof value !== 'object' || value === null) return;
  for (const [key, child] of Object.entries(value)) yield* walk(child, path === '' ? key : `${path}.${key}`);
}
