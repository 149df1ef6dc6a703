import type { KubeObject } from './kube-object';

/** Where `kubectl apply` without `--server-side` finds what was applied last; it warns of objects that lack it. */
const annotation = 'kubectl.kubernetes.io/last-applied-configuration';

/** Bytes: all annotations of an object may take 256 KiB, and some are the object's own. */
const longest = 200 * 1024;

/**
 * A manifest with the annotation that `kubectl apply -f` would add, as that writes it: who applies manifests by hand
 * after a launch gets no warning, and what has not changed is unchanged.
 *
 * The values of a Secret are left out of the annotation. A manifest that is too long for one goes without.
 */
export function withLastApplied<T extends KubeObject>(manifest: T): T {
  const { metadata } = manifest;
  const applied = { ...manifest, metadata: { ...metadata, annotations: metadata.annotations ?? {} } };
  const text = `${encoded(manifest.kind === 'Secret' ? { ...applied, data: undefined, stringData: undefined } : applied)}\n`;
  if (Buffer.byteLength(text) > longest) return manifest;
  return {
    ...manifest,
    metadata: { ...metadata, annotations: { ...metadata.annotations, [annotation]: text } },
  };
}

/** JSON as Go's encoding/json writes a map: keys in order, and what HTML would read as its own escaped. */
function encoded(value: unknown): string {
  return JSON.stringify(sorted(value)).replace(
    /[<>&\u2028\u2029]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, each]) => [key, sorted(each)]),
  );
}
