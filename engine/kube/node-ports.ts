import type { KindCluster } from '../machine/kind-cluster';
import { dockerPorts } from './address';
import type { KubeObject } from './kube-object';
import type { Service } from './objects';

/** A port of a Service of the type `NodePort`. */
export interface NodePort {
  readonly service: string;
  readonly port: number;
  readonly protocol: string;

  /** The port of each node that leads there. */
  readonly nodePort: number;
}

/** Addresses of this machine such as `127.0.0.1:22`, by the port of a node that they lead to, such as `30022/TCP`. */
export type MappedPorts = ReadonlyMap<string, string>;

/** The ports of a stack that are published at ports of the nodes. */
export function nodePortsOf(objects: readonly KubeObject[]): NodePort[] {
  const services = objects.filter((each): each is Service => each.kind === 'Service');
  return services.flatMap(({ metadata, spec: { ports = [] } }) =>
    ports.flatMap(({ port, nodePort, protocol = 'TCP' }) =>
      nodePort === undefined ? [] : { service: metadata.name, port, protocol, nodePort },
    ),
  );
}

/** The ports of this machine that lead to ports of the nodes of a kind cluster (`extraPortMappings`). */
export async function mappedPorts(kind: KindCluster): Promise<MappedPorts> {
  return parseMapped(await dockerPorts(kind));
}

/** Reads lines of `docker port` such as `30053/udp -> 127.0.0.1:53`. */
export function parseMapped(text: string): MappedPorts {
  const pairs = [...text.matchAll(/^(\d+)\/(tcp|udp|sctp) -> (.*:\d+)$/gm)];
  return new Map(
    pairs.map(([, port = '', protocol = '', address = '']) => [`${port}/${protocol.toUpperCase()}`, address]),
  );
}

/** The address of this machine that leads to a published port; undefined if there is none. */
export function addressOfPort({ nodePort, protocol }: NodePort, ports: MappedPorts): string | undefined {
  return ports.get(`${nodePort}/${protocol}`);
}
