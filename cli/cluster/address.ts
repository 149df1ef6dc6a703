import type { KubeObject } from '../manifests/kube-object';
import { run } from '../process/command';
import type { KindCluster } from './kind-cluster';

interface IngressObject extends KubeObject {
  readonly spec: {
    readonly rules?: readonly { readonly host?: string }[];
    readonly tls?: readonly { readonly hosts?: readonly string[] }[];
  };
}

/** Port of this machine by port of a node, such as 80 → 8080. */
export type PublishedPorts = ReadonlyMap<number, number>;

/** The ports 80 and 443 of a kind cluster, as this machine has them. */
export async function publishedPorts({ nodes }: KindCluster): Promise<PublishedPorts> {
  const outputs = await Promise.all(nodes.map((node) => run('docker', ['port', node])));
  return parsePorts(outputs.map(({ stdout }) => stdout).join('\n'));
}

/** Reads lines of `docker port` such as `80/tcp -> 127.0.0.1:8080`. */
export function parsePorts(text: string): PublishedPorts {
  const pairs = [...text.matchAll(/^(\d+)\/tcp -> .*:(\d+)$/gm)];
  return new Map(pairs.map(([, inside, outside]) => [Number(inside), Number(outside)]));
}

/** The addresses at which a stack answers, in the order of its Ingresses. */
export function addressesOf(objects: readonly KubeObject[], ports: PublishedPorts): string[] {
  const ingresses = objects.filter(({ kind }) => kind === 'Ingress') as IngressObject[];
  return ingresses.flatMap(({ spec: { rules = [], tls = [] } }) => {
    const secure = new Set(tls.flatMap(({ hosts = [] }) => hosts));
    return rules.flatMap(({ host }) => {
      if (host === undefined) return [];
      const [scheme, inside] = secure.has(host) ? (['https', 443] as const) : (['http', 80] as const);
      const outside = ports.get(inside) ?? inside;
      return [`${scheme}://${host}${outside === inside ? '' : `:${outside}`}`];
    });
  });
}
