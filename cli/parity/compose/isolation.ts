import { defaultImage } from '../../../engine/machine/compose-builds';

/** The part of `docker compose config --format json` with the names and ports that must differ between two copies. */
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

/** The attachment of a service to a network. */
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
 * A copy of the stack as a separate project. It uses free ports on this machine only, and its own containers, networks
 * and volumes, without fixed names and addresses. It builds nothing.
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

/** Whether a service publishes ports: to all machines, to this machine only, or not. */
export function exposure(model: ComposeModel, service: string): 'yes' | 'this machine only' | 'no' {
  const ports = model.services[service]?.ports ?? [];
  if (ports.length === 0) return 'no';
  const isOpen = ports.some(({ host_ip: ip = '0.0.0.0' }) => !/^(127\.|::1$)/.test(ip));
  return isOpen ? 'yes' : 'this machine only';
}

/** The image of a service, if no service of the file builds it. */
export function foreignImage({ services }: ComposeModel, service: string): string | undefined {
  const image = services[service]?.image;
  return image !== undefined && builtImages({ services }).includes(image) ? undefined : image;
}

/** The images that the project builds. */
export function builtImages({ services }: Pick<ComposeModel, 'services'>): string[] {
  return Object.values(services).flatMap(({ build, image }) =>
    build !== undefined && image !== undefined ? [image] : [],
  );
}

/** The attachment without fixed addresses, and with the original container name as an alias. */
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
