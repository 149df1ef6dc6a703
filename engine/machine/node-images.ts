import { output } from '../base/command';

/** The images in the store of a node: digests by reference. */
export type NodeImages = ReadonlyMap<string, string>;

/** The images in the store of a node of a kind cluster. */
export async function nodeImages(node: string): Promise<NodeImages> {
  return parseImages(
    await output('docker', ['exec', node, 'ctr', '--namespace', 'k8s.io', 'images', 'list']),
  );
}

/** Reads the table of `ctr images list`. */
export function parseImages(table: string): NodeImages {
  const rows = table.split('\n').slice(1);
  return new Map(
    rows.flatMap((row) => {
      const [reference, , digest] = row.split(/\s+/);
      return reference && digest ? [[reference, digest]] : [];
    }),
  );
}

/**
 * Whether a node has the image with this Docker ID under this name.
 *
 * The ID is the digest of the image's configuration, which is also a reference on the node. If Docker stores images in
 * containerd, the ID is the digest of the image itself.
 */
export function hasImage(images: NodeImages, name: string, id: string): boolean {
  const digest = images.get(qualified(name));
  return digest !== undefined && (digest === id || digest === images.get(id));
}

/** The full name of an image, which nodes use: `redis:7` is `docker.io/library/redis:7`. */
export function qualified(name: string): string {
  const [first = '', ...rest] = name.split('/');
  const hasRegistry = rest.length > 0 && (/[.:]/.test(first) || first === 'localhost');
  const path = hasRegistry ? name : rest.length > 0 ? `docker.io/${name}` : `docker.io/library/${name}`;
  return /[:@][^/]*$/.test(path) ? path : `${path}:latest`;
}
