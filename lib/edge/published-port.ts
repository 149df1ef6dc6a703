import { formatPort } from '../contract';
import type { Endpoint } from '../core/endpoint';
import type { Protocol } from '../core/port';
import { checkHost } from './host';

/** A published port, where an `Endpoint` alone does not say enough. */
export interface PublishedPort {
  /** Endpoint of the connections. */
  readonly to: Endpoint;

  /**
   * Port of each node that leads to the endpoint, from 30000 to 32767, where the Service is of the type `NodePort`.
   *
   * @default - 30000 plus the port modulo 2768: 30022 for 22
   * @see https://kubernetes.io/docs/concepts/services-networking/service/#type-nodeport
   */
  readonly nodePort?: number;

  /**
   * Host name of a TLS server, which clients name in the handshake (SNI). With Gateway API several servers share one port by it;
   * without, it has no effect. The server itself terminates TLS.
   *
   * @default - none: the port is of this endpoint alone
   */
  readonly host?: string;
}

/** What is published at one port: one endpoint, or one for each protocol. */
export type Published = Endpoint | PublishedPort | readonly (Endpoint | PublishedPort)[];

/** @internal A published port, with its number. */
export interface PublishedEntry extends PublishedPort {
  readonly port: number;
  readonly protocol: Protocol;

  /** Name of its port in the Service, and of its listener in a Gateway, such as `tcp-22`. */
  readonly name: string;
  readonly nodePort: number;
}

/**
 * @internal The ports that the construct `id` publishes, as a list.
 *
 * @throws if there is none, or they are of several workloads or one whose pods an operator creates
 * @throws if a number, a protocol or a host is not one that can be published, or is there twice
 */
export function publishedEntries(
  id: string,
  table: Readonly<Record<string, Published>>,
): readonly [PublishedEntry, ...PublishedEntry[]] {
  const [first, ...others] = Object.entries(table).flatMap(([key, published]) =>
    listOf(published).map((target) => entry(id, key, 'to' in target ? target : { to: target })),
  );
  if (!first) {
    throw new Error(
      `'ports' of '${id}' must name at least one port such as { 22: git.at('ssh') }, got ${JSON.stringify(table)}`,
    );
  }
  const entries = [first, ...others] as const;
  checkOneWorkload(id, entries);
  checkDistinct(id, entries);
  return entries;
}

/**
 * @internal The port in a key of the prop `ports` of the construct `id`.
 * @throws if it is not a whole number from 1 to 65535
 */
export function portOfKey(id: string, key: string): number {
  const port = Number(key);
  if (/^[1-9]\d*$/.test(key) && port <= 65_535) return port;
  throw new Error(`'ports' of '${id}' must have ports from 1 to 65535 as keys, such as 22, got '${key}'`);
}

/** @internal The name of a port in a Service, and of a listener in a Gateway. */
export function listenerName(protocol: string, port: number): string {
  return `${protocol.toLowerCase()}-${port}`;
}

function listOf(published: Published): readonly (Endpoint | PublishedPort)[] {
  return Array.isArray(published)
    ? (published as readonly (Endpoint | PublishedPort)[])
    : [published as Endpoint];
}

function entry(id: string, key: string, { to, nodePort, host }: PublishedPort): PublishedEntry {
  const prop = `ports.${key}`;
  const port = portOfKey(id, key);
  const { protocol = 'TCP' } = to;
  if (host !== undefined && protocol !== 'TCP') {
    throw new Error(
      `'${prop}.host' of '${id}' must be absent for a port that is not TCP, which has no TLS handshake, got '${host}' for ${formatPort(to.port, to.protocol)}`,
    );
  }
  return {
    to,
    port,
    protocol,
    name: listenerName(protocol, port),
    nodePort: checkNodePort(id, prop, nodePort ?? firstNodePort + (port % nodePorts)),
    ...(host !== undefined && { host: checkHost(`'${prop}.host' of '${id}'`, host) }),
  };
}

/** The default of `--service-node-port-range` of the API server. */
const firstNodePort = 30_000;
const nodePorts = 2_768;

/** @internal Another port of the nodes, for messages. */
export function neighbourOf(nodePort: number): number {
  return nodePort + (nodePort + 1 < firstNodePort + nodePorts ? 1 : -1);
}

function checkNodePort(id: string, prop: string, nodePort: number): number {
  if (Number.isInteger(nodePort) && nodePort >= firstNodePort && nodePort < firstNodePort + nodePorts) {
    return nodePort;
  }
  throw new Error(
    `'${prop}.nodePort' of '${id}' must be a whole number from 30000 to 32767 such as 30022, got '${nodePort}'`,
  );
}

/** One Service selects the pods of one workload. */
function checkOneWorkload(id: string, entries: readonly [PublishedEntry, ...PublishedEntry[]]): void {
  const { connections } = entries[0].to;
  if (connections.byOperator) {
    throw new Error(
      `'ports' of '${id}' must lead to a workload of slipway, such as git.at('ssh'), got '${entries[0].to.host}', of whose pods only the operator knows which one serves`,
    );
  }
  const other = entries.find(({ to }) => to.connections !== connections);
  if (other) {
    throw new Error(
      `'ports' of '${id}' must lead to one workload, such as '${entries[0].to.host}', got '${other.to.host}' too: give that PublishedPorts of its own`,
    );
  }
}

function checkDistinct(id: string, entries: readonly PublishedEntry[]): void {
  for (const [index, { name, port, protocol, nodePort }] of entries.entries()) {
    const earlier = entries.slice(0, index);
    if (earlier.some((each) => each.name === name)) {
      throw new Error(
        `'ports.${port}' of '${id}' must have one endpoint for each protocol, such as [dns.at('dns'), dns.at('dns-tcp')], got two for ${protocol}`,
      );
    }
    // Kubernetes gives both protocols of one port the same port of the nodes.
    const other = earlier.find((each) => each.nodePort === nodePort && each.port !== port);
    if (other) {
      throw new Error(
        `'ports.${port}.nodePort' of '${id}' must be another than that of 'ports.${other.port}', such as ${neighbourOf(nodePort)}, got '${nodePort}'`,
      );
    }
  }
}
