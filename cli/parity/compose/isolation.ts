import { defaultImage } from '../../../engine/machine/compose-builds';

/** The part of `docker compose config --format json` that keeps two copies of a stack from running side by side. */
export interface ComposeModel {
  readonly name: string;
  readonly services: Readonly<Record<string, ComposeService>>;
  readonly networks?: Readonly<Record<string, Named>>;
  readonly volumes?: Readonly<Record<string, Named>>;
}

interface ComposeService {
  readonly container_name?: string;
  readonly build?: unknown;
  readonly image?: string;
  readonly ports?: readonly ComposePort[];
  readonly networks?: Readonly<Record<string, Attachment | null>>;
}

/** How a service is in a network. */
interface Attachment {
  readonly aliases?: readonly string[];
  readonly ipv4_address?: string;
  readonly ipv6_address?: string;
}

interface ComposePort {
  readonly target: number;
  readonly published?: string;
  readonly host_ip?: string;
}

interface Named {
  readonly name?: string;
  readonly ipam?: unknown;
  readonly external?: boolean;
}

/**
 * The same stack as a project of its own: ports that are free instead of those it names, on this machine only, and
 * neither the containers, networks and volumes of the original nor their addresses. Nothing is built.
 */
export function isolated(model: ComposeModel, project: string): ComposeModel {
  return {
    ...model,
    name: project,
    services: mapped(model.services, (service, name) => ({
      ...without(service, 'build', 'container_name'),
      ...(service.build !== undefined && { image: service.image ?? defaultImage(model.name, name) }),
      ...(service.ports && {
        ports: service.ports.map((port) => ({ ...without(port, 'published'), host_ip: '127.0.0.1' })),
      }),
      ...(service.networks && {
        networks: mapped(service.networks, (attachment) => movable(attachment, service.container_name)),
      }),
    })),
    networks: mapped(model.networks ?? {}, own),
    volumes: mapped(model.volumes ?? {}, own),
  };
}

/** Ports that a service publishes to every machine that reaches this one, or to this one alone. */
export function exposure(model: ComposeModel, service: string): 'yes' | 'this machine only' | 'no' {
  const ports = model.services[service]?.ports ?? [];
  if (ports.length === 0) return 'no';
  const isOpen = ports.some(({ host_ip: ip = '0.0.0.0' }) => !/^(127\.|::1$)/.test(ip));
  return isOpen ? 'yes' : 'this machine only';
}

/** Image of a service if it comes from somebody else: no service of the file builds it. */
export function foreignImage({ services }: ComposeModel, service: string): string | undefined {
  const image = services[service]?.image;
  const isBuilt = Object.values(services).some((each) => each.build !== undefined && each.image === image);
  return isBuilt ? undefined : image;
}

/** Without an address, and still found by the name that its container had. */
function movable(attachment: Attachment | null, containerName: string | undefined): Attachment {
  const rest = without(attachment ?? {}, 'ipv4_address', 'ipv6_address');
  return containerName ? { ...rest, aliases: [...(rest.aliases ?? []), containerName] } : rest;
}

function own(object: Named): Named {
  return object.external ? object : without(object, 'name', 'ipam');
}

function mapped<T, R>(
  record: Readonly<Record<string, T>>,
  map: (value: T, key: string) => R,
): Record<string, R> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, map(value, key)]));
}

function without<T extends object, K extends keyof T>(object: T, ...keys: readonly K[]): Omit<T, K> {
  const rest = Object.entries(object).filter(([key]) => !(keys as readonly string[]).includes(key));
  return Object.fromEntries(rest) as Omit<T, K>;
}
