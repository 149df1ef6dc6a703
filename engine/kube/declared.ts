import type { KubeObject } from './kube-object';

/**
 * The part of an object that a manifest can declare.
 *
 * Without the status, and of the metadata with names, labels and annotations only: the rest is what the API server and
 * controllers write by themselves, which is no change of ours.
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

/** Prefixes of annotations that no manifest has; the second one is a copy of the whole object, secret values included. */
const written = ['deployment.kubernetes.io/', 'kubectl.kubernetes.io/last-applied-configuration'];
