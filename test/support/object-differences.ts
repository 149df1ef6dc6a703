import type { Manifest, Manifests } from './manifests';
import { walk } from './path';

/** A difference between two sets of objects. */
export interface Difference {
  /** `Kind/name`, without the hash in the name of a Job. */
  readonly object: string;

  /** The path of a field, without the numbers of lists; empty if only one of the sets has the object. */
  readonly field: string;
  readonly ours: string;
  readonly theirs: string;
}

/** Where two sets of objects differ: objects that only one has, then the fields of the others, each once. */
export function differences(ours: Manifests, theirs: Manifests): Difference[] {
  const [one, other] = [byName(ours), byName(theirs)];
  return [...new Set([...one.keys(), ...other.keys()])].sort().flatMap((object) => {
    const [mine, yours] = [one.get(object), other.get(object)];
    if (!mine) return [{ object, field: '', ours: 'nothing', theirs: 'an object' }];
    if (!yours) return [{ object, field: '', ours: 'an object', theirs: 'nothing' }];
    return fieldDifferences(object, mine, yours);
  });
}

function byName({ all }: Manifests): ReadonlyMap<string, Manifest> {
  return new Map(
    all.map((each) => [`${each.kind}/${each.metadata.name.replace(/-[0-9a-f]{8}$/, '')}`, each]),
  );
}

function fieldDifferences(object: string, mine: Manifest, yours: Manifest): Difference[] {
  const [one, other] = [fieldsOf(mine), fieldsOf(yours)];
  return [...new Set([...one.keys(), ...other.keys()])].sort().flatMap((field) => {
    const [ours, theirs] = [one.get(field) ?? 'nothing', other.get(field) ?? 'nothing'];
    return ours === theirs ? [] : [{ object, field, ours, theirs }];
  });
}

/** The values at the paths of an object; what is in a list with the items' names, as `env[TZ].value`, sorted. */
function fieldsOf(object: Manifest): ReadonlyMap<string, string> {
  const fields = new Map<string, string[]>();
  for (const { path, value } of walk(named(object))) {
    if (typeof value === 'object' && value !== null && Object.keys(value).length > 0) continue;
    const field = path.replaceAll(/\.\d+(?=\.|$)/g, '[]');
    fields.set(field, [...(fields.get(field) ?? []), JSON.stringify(value)]);
  }
  return new Map([...fields].map(([field, values]) => [field, values.sort().join(', ')]));
}

/** Lists of objects with names as mappings by those. */
function named(value: unknown): unknown {
  if (Array.isArray(value)) {
    const names = value.map((each) => nameOf(each));
    const isNamed = value.length > 0 && names.every((name) => name !== undefined);
    return isNamed
      ? Object.fromEntries(value.map((each, index) => [`[${names[index] ?? ''}]`, named(each)]))
      : value.map(named);
  }
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, child]) => [key, named(child)]));
}

function nameOf(value: unknown): string | undefined {
  const { name, mountPath } = (value ?? {}) as { name?: unknown; mountPath?: unknown };
  const found = mountPath ?? name;
  return typeof found === 'string' ? found : undefined;
}
