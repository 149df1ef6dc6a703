import type { Entry } from '../ledger/entry';
import type { ManifestPlace } from '../rules/subject';
import { valuesAt } from './field';

/** An object in the manifests. */
export interface Manifest {
  readonly kind: string;
  readonly metadata: { readonly name: string };
}

/** An entry of the ledger, and a place of it that the manifests do not have. */
export interface Missing {
  readonly entry: Entry;
  readonly place: ManifestPlace;
}

/** The places in a ledger that are not in the manifests. */
export function missingPlaces(entries: readonly Entry[], objects: readonly Manifest[]): Missing[] {
  const byName = objectsByName(objects);
  const isThere = ({ object, field }: ManifestPlace): boolean => {
    // A ConfigMap has what is no text beside.
    const fields = field === 'data' ? ['data', 'binaryData'] : [field];
    const named = byName.get(object) ?? [];
    return named.some((each) => fields.some((path) => valuesAt(each, path).length > 0));
  };
  return entries.flatMap((entry) =>
    (entry.to ?? []).filter((place) => !isThere(place)).map((place) => ({ entry, place })),
  );
}

/** The objects by kind and name, such as `Service/web`; a Job also by its name without the hash at the end. */
function objectsByName(objects: readonly Manifest[]): ReadonlyMap<string, readonly Manifest[]> {
  const byName = new Map<string, Manifest[]>();
  for (const object of objects) {
    const name = `${object.kind}/${object.metadata.name}`;
    const names = object.kind === 'Job' ? new Set([name, name.replace(/-[0-9a-f]{8}$/, '')]) : [name];
    for (const each of names) byName.set(each, [...(byName.get(each) ?? []), object]);
  }
  return byName;
}
