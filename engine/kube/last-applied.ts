import type { KubeObject } from './kube-object';

/** The annotation with the last applied manifest. `kubectl apply` without `--server-side` warns if it is missing. */
const annotation = 'kubectl.kubernetes.io/last-applied-configuration';

/** Maximum length in bytes. All annotations of an object together may have 256 KiB. */
const longest = 200 * 1024;

/**
 * A manifest with the annotation that `kubectl apply -f` would add, in the same format. So `kubectl apply -f` after a
 * launch prints no warning, and reports objects without a change as unchanged.
 *
 * The annotation does not contain the values of a Secret. A manifest that is too long gets no annotation.
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

/** JSON in the format of Go's encoding/json: with sorted keys, and with escaped HTML characters. */
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
