import type { ComposeMapping } from '../read/compose-model';
import type { Service } from './service';
import { listOf, mappingOf, text } from './values';

/**
 * How a port is reachable from outside of the cluster.
 *
 * - `local`: not at all, as only the machine itself can connect
 * - `stream`: by a port of its own, as it does not speak HTTP
 * - `tls`: by the Ingress of another port of the service, which terminates TLS
 * - `page`: by the Ingress of the service
 * - `further page`: by an Ingress of its own, as the service has another page
 */
export type Publication = 'local' | 'stream' | 'tls' | 'page' | 'further page';

/** How a port of a service is published. */
export function publicationOf(port: ComposeMapping, service: Service): Publication {
  if (isLocal(port)) return 'local';
  if (isStream(port)) return 'stream';
  const pages = listOf(service.spec.ports)
    .map(mappingOf)
    .filter((other) => !isLocal(other) && !isStream(other) && !isTls(other));
  if (isTls(port)) return pages.length > 0 ? 'tls' : 'stream';
  return pages[0]?.target === port.target ? 'page' : 'further page';
}

function isLocal(port: ComposeMapping): boolean {
  return /^(127\.|::1$|localhost$)/.test(text(port.host_ip));
}

function isStream({ protocol, target, published }: ComposeMapping): boolean {
  return text(protocol) !== 'tcp' || isStreamPort(Number(target)) || isStreamPort(Number(published));
}

/** Whether a TCP port does not speak HTTP, by its number. */
export function isStreamPort(port: number): boolean {
  return streams.has(port);
}

/** HTTP over TLS, by the usual numbers. */
function isTls({ target, published }: ComposeMapping): boolean {
  return [443, 8443, 9443].includes(Number(target)) || Number(published) === 443;
}

/** Ports that do not speak HTTP, by the registry of IANA and the defaults of the servers. */
const streams = new Set(
  [
    [21, 22, 23, 25, 53, 110, 111, 123, 139, 143, 161, 162, 389, 445, 465, 514, 587, 636, 853, 873, 993, 995],
    [1194, 1433, 1521, 1883, 2049, 2181, 2222, 3306, 3389, 3478, 4222, 4317, 5060, 5061, 5222, 5349, 5432],
    [5671, 5672, 6379, 6432, 6514, 6667, 7687, 8883, 9042, 9092, 9094, 11211, 25565, 26257, 27017, 51820],
  ].flat(),
);
