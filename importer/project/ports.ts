import { factsOf } from '../know/images';
import { exposedInDockerfile } from './dockerfile';
import { isStreamPort } from './publication';
import type { Others, Service } from './service';
import { listOf, mappingOf, text } from './values';

/** A port that a service listens on. */
export interface ServicePort {
  readonly port: number;
  readonly protocol: 'TCP' | 'UDP' | 'SCTP';

  /** Its name among the ports of the service. */
  readonly name: string;
}

/**
 * The ports that a service listens on, the main one first: those of `ports` and `expose`, those at which other services
 * name it, and for lack of any, or of one by TCP of a database or a broker, the one of its health check, those of its Dockerfile, or those of its image.
 */
export function portsOf(service: Service, others: Others): readonly ServicePort[] {
  const { spec } = service;
  const written = [
    ...listOf(spec.ports).map(mappingOf).map(published),
    ...listOf(spec.expose).flatMap(exposed),
  ];
  const named = others.portsAt(service.names).map((port) => ({ port, protocol: 'TCP' as const }));
  const all = [...written, ...named];
  const isImplied =
    service.kind === 'StatefulSet' ? !all.some(({ protocol }) => protocol === 'TCP') : all.length === 0;
  return withNames(isImplied ? [...all, ...impliedPorts(service)] : all);
}

type Unnamed = Omit<ServicePort, 'name'> & { readonly name?: string };

function published(port: Readonly<Record<string, unknown>>): Unnamed {
  const { target, protocol, name } = port as Record<string, string | number | undefined>;
  return {
    port: Number(target),
    protocol: protocolOf(String(protocol ?? 'tcp')),
    ...(name !== undefined && { name: String(name) }),
  };
}

/** `8080`, or `53/udp`. A range is no port of a Service. */
function exposed(value: Parameters<typeof text>[0]): Unnamed[] {
  const [, port, protocol = 'tcp'] = /^(\d+)(?:\/(\w+))?$/.exec(text(value)) ?? [];
  return port === undefined ? [] : [{ port: Number(port), protocol: protocolOf(protocol) }];
}

function protocolOf(text: string): ServicePort['protocol'] {
  const protocol = text.toUpperCase();
  return protocol === 'UDP' || protocol === 'SCTP' ? protocol : 'TCP';
}

/** A program that is not the image's own need not listen where that does. */
function impliedPorts({ spec, kind }: Service): Unnamed[] {
  const test = listOf(mappingOf(spec.healthcheck).test).map(text).join(' ');
  const [, checked] = /https?:\/\/(?:localhost|127\.0\.0\.1|\[::1\]|0\.0\.0\.0):(\d+)/.exec(test) ?? [];
  if (checked !== undefined) return [{ port: Number(checked), protocol: 'TCP' }];
  const ofDockerfile = exposedInDockerfile(spec).flatMap(exposed);
  if (ofDockerfile.length > 0) return ofDockerfile;
  const isOwnProgram = kind === 'StatefulSet' || listOf(spec.command).length === 0;
  const known = isOwnProgram ? (factsOf(text(spec.image)).ports ?? []) : [];
  return known.map((port) => ({ port, protocol: 'TCP' }));
}

/** The ports without those that are there twice, each with a name of its own. */
function withNames(ports: readonly Unnamed[]): ServicePort[] {
  const names = new Set<string>();
  const seen = new Set<string>();
  return ports.flatMap(({ port, protocol, name }) => {
    const key = `${port}/${protocol}`;
    if (seen.has(key)) return [];
    seen.add(key);
    const wanted = legalPortName(name) ?? conventional(port, protocol);
    const free = names.has(wanted) ? `${protocol.toLowerCase()}-${port}` : wanted;
    names.add(free);
    return [{ port, protocol, name: free }];
  });
}

/** @see https://kubernetes.io/docs/concepts/services-networking/service/#field-spec-ports */
function legalPortName(name: string | undefined): string | undefined {
  const legal = name
    ?.toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .slice(0, 15)
    .replaceAll(/^-+|-+$/g, '');
  return legal !== undefined && /[a-z]/.test(legal) ? legal : undefined;
}

/** The name of a port in the registry of IANA, as far as it is short and well known. */
function conventional(port: number, protocol: string): string {
  const name =
    protocol === 'TCP' ? (wellKnown[port] ?? (isStreamPort(port) ? undefined : 'http')) : undefined;
  return name ?? `${protocol.toLowerCase()}-${port}`;
}

const wellKnown: Readonly<Record<number, string>> = {
  22: 'ssh',
  25: 'smtp',
  53: 'dns',
  80: 'http',
  443: 'https',
  1883: 'mqtt',
  3306: 'mysql',
  5432: 'postgresql',
  5672: 'amqp',
  6379: 'redis',
  27017: 'mongodb',
};
