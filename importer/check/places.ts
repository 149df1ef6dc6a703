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
  return entries.flatMap((entry) =>
    (entry.to ?? []).filter((place) => !isThere(place, objects)).map((place) => ({ entry, place })),
  );
}

function isThere({ object, field }: ManifestPlace, objects: readonly Manifest[]): boolean {
  // A ConfigMap has what is no text beside.
  const fields = field === 'data' ? ['data', 'binaryData'] : [field];
  return objects.some(
    (each) => isNamed(each, object) && fields.some((path) => valuesAt(each, path).length > 0),
  );
}

/** The name of a Job ends with a hash. */
function isNamed({ kind, metadata }: Manifest, object: string): boolean {
  const name = `${kind}/${metadata.name}`;
  return name === object || (kind === 'Job' && name.replace(/-[0-9a-f]{8}$/, '') === object);
}
