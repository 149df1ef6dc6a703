import type { KubeObject } from './kube-object';

/**
 * The part of an object that a manifest can declare.
 *
 * It has no status, and of the metadata only name, namespace, labels and annotations. The API server and controllers
 * write the rest, so it is not a change of the manifest.
 */
export function declared(object: KubeObject): KubeObject {
  const { apiVersion, kind, metadata, ...rest } = object;
  const { name, namespace, labels, annotations } = metadata;
  const own = Object.entries(annotations ?? {}).filter(([key]) => !written.some((by) => key.startsWith(by)));
  return {
    apiVersion,
    kind,
    metadata: {
      name,
      ...(namespace !== undefined && { namespace }),
      ...(labels && { labels }),
      ...(own.length > 0 && { annotations: Object.fromEntries(own) }),
    },
    ...rest,
    ...('status' in rest && { status: undefined }),
  };
}

/** Prefixes of annotations that no manifest has. The second one is a copy of the whole object, with secret values. */
const written = ['deployment.kubernetes.io/', 'kubectl.kubernetes.io/last-applied-configuration'];
