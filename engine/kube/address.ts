import { redirectsToHttps } from '../../lib/contract';
import { run } from '../base/command';
import type { KindCluster } from '../machine/kind-cluster';
import { asIngress } from './http-route';
import type { KubeObject } from './kube-object';
import type { Ingress } from './objects';

/** Port of this machine by port of a node, such as 80 → 8080. */
export type PublishedPorts = ReadonlyMap<number, number>;

/** The ports of this machine that lead to ports 80 and 443 of a kind cluster; none for another cluster. */
export async function publishedPorts(kind: KindCluster | undefined): Promise<PublishedPorts> {
  return parsePorts(kind ? await dockerPorts(kind) : '');
}

/** What `docker port` prints about the nodes of a kind cluster. */
export async function dockerPorts({ nodes }: KindCluster): Promise<string> {
  const outputs = await Promise.all(nodes.map((node) => run('docker', ['port', node])));
  return outputs.map(({ stdout }) => stdout).join('\n');
}

/** Reads lines of `docker port` such as `80/tcp -> 127.0.0.1:8080`. */
export function parsePorts(text: string): PublishedPorts {
  const pairs = [...text.matchAll(/^(\d+)\/tcp -> .*:(\d+)$/gm)];
  return new Map(pairs.map(([, inside, outside]) => [Number(inside), Number(outside)]));
}

/** The addresses of a stack, in the order of its Ingresses or HTTPRoutes. They are HTTPS if HTTP is redirected. */
export function addressesOf(objects: readonly KubeObject[], ports: PublishedPorts): string[] {
  return ingressesOf(objects).flatMap((ingress) =>
    (ingress.spec.rules ?? []).flatMap(({ host }) =>
      host === undefined ? [] : [addressOf(ingress, host, ports)],
    ),
  );
}

/**
 * The URLs of a stack for a browser: each host with each of its paths, the shortest first, in the order of its Ingresses
 * or HTTPRoutes. Leaves out hosts with a wildcard, and paths that are regular expressions.
 */
export function urlsOf(objects: readonly KubeObject[], ports: PublishedPorts): string[] {
  const urls = ingressesOf(objects).flatMap((ingress) =>
    (ingress.spec.rules ?? []).flatMap(({ host, http }) => {
      if (host === undefined || host.startsWith('*')) return [];
      const paths = (http?.paths ?? []).map(({ path = '/' }) => path).filter((path) => plainPath.test(path));
      const shortestFirst = paths.sort((a, b) => a.length - b.length);
      return shortestFirst.map((path) => `${addressOf(ingress, host, ports)}${path === '/' ? '' : path}`);
    }),
  );
  return [...new Set(urls)];
}

const plainPath = /^\/[\w~%./-]*$/;

/** The address of one host of an Ingress. */
export function addressOf({ metadata, spec }: Ingress, host: string, ports: PublishedPorts): string {
  const isSecure = spec.tls?.some(({ hosts = [] }) => hosts.includes(host)) ?? false;
  return isSecure && redirectsToHttps(metadata.annotations)
    ? httpsAddress(host, ports)
    : httpAddress(host, ports);
}

/** The HTTPS addresses of hosts that serve HTTP too. */
export function secureAddressesOf(objects: readonly KubeObject[], ports: PublishedPorts): string[] {
  return ingressesOf(objects)
    .filter(({ metadata }) => !redirectsToHttps(metadata.annotations))
    .flatMap(({ spec: { tls = [] } }) => tls.flatMap(({ hosts = [] }) => hosts))
    .map((host) => httpsAddress(host, ports));
}

function ingressesOf(objects: readonly KubeObject[]): readonly Ingress[] {
  return objects.map(asIngress).filter(({ kind }) => kind === 'Ingress') as Ingress[];
}

function httpAddress(host: string, ports: PublishedPorts): string {
  const port = ports.get(80) ?? 80;
  return `http://${host}${port === 80 ? '' : `:${port}`}`;
}

function httpsAddress(host: string, ports: PublishedPorts): string {
  const port = ports.get(443) ?? 443;
  return `https://${host}${port === 443 ? '' : `:${port}`}`;
}
