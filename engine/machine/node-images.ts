import { output } from '../base/command';

/** References to images in the store of a node: the digest that each stands for. */
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
 * Whether a node has exactly the image that Docker calls `id`, under the same name.
 *
 * Docker's ID is the digest of the image's configuration, which is a reference of its own on the node; or, where
 * Docker keeps images in containerd, it is the digest itself.
 */
export function hasImage(images: NodeImages, name: string, id: string): boolean {
  const digest = images.get(qualified(name));
  return digest !== undefined && (digest === id || digest === images.get(id));
}

/** The name in full, as a node has it: `redis:7` is `docker.io/library/redis:7`. */
export function qualified(name: string): string {
  const [first = '', ...rest] = name.split('/');
  const hasRegistry = rest.length > 0 && (/[.:]/.test(first) || first === 'localhost');
  const path = hasRegistry ? name : rest.length > 0 ? `docker.io/${name}` : `docker.io/library/${name}`;
  return /[:@][^/]*$/.test(path) ? path : `${path}:latest`;
}
