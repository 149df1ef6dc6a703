import type { Project } from './project';
import type { Service } from './service';
import { listOf, mappingOf, text } from './values';

/**
 * The further names of a service that others use and that a Service can have. Without a port it has no Service, and with one
 * of its own name it needs none.
 */
export function aliasesOf(service: Service, project: Project): string[] {
  return service.names.filter((name) => isAlias(name, service, project));
}

/** Whether another service uses a name that only an alias gives. */
export function isAlias(name: string, service: Service, project: Project): boolean {
  if (service.kind === 'Job' || project.databaseOf(service) || project.portsOf(service).length === 0)
    return false;
  const isTaken = project.all().some(({ objectName }) => objectName === name);
  const first = project.all().find((other) => other.names.includes(name));
  return isServiceName(name) && !isTaken && first === service && project.others.name(name, service.name);
}

function isServiceName(name: string): boolean {
  return /^[a-z]([a-z0-9-]{0,61}[a-z0-9])?$/.test(name);
}

/** The addresses by host name in `extra_hosts`; the machine of Docker, `host-gateway`, is none in a cluster. */
export function hostAliasesOf({ spec }: Service): ReadonlyMap<string, string> {
  const entries = listOf(spec.extra_hosts).map((each) => hostAlias(text(each)));
  return new Map(entries.filter(([host, address]) => host !== '' && isAddress(address)));
}

/** `erp.example.com=10.0.0.7`, as compose-go writes it. */
function hostAlias(entry: string): readonly [host: string, address: string] {
  const [, host = '', address = ''] = /^([^=]+)=(.*)$/.exec(entry) ?? [];
  return [host, address.replaceAll(/^\[|\]$/g, '')];
}

function isAddress(address: string): boolean {
  return /^[\d.]+$/.test(address) || address.includes(':');
}

/** The labels of nodes that `platform` and `deploy.placement.constraints` ask for. */
export function nodeSelectorOf({ spec }: Service): ReadonlyMap<string, string> {
  const { placement } = mappingOf(spec.deploy);
  const constraints = listOf(mappingOf(placement).constraints).map(text);
  const labels = [architecture(text(spec.platform)), ...constraints.map(nodeLabel)];
  return new Map(labels.flatMap((label) => (label ? [label] : [])));
}

/** The label for a platform such as `linux/amd64`. */
export function architecture(platform: string): readonly [string, string] | undefined {
  const [, name] = /^linux\/(amd64|arm64|arm|386|ppc64le|s390x|riscv64)\b/.exec(platform) ?? [];
  return name === undefined ? undefined : ['kubernetes.io/arch', name];
}

/** The label for a constraint such as `node.labels.disk == ssd`; undefined if there is none that says the same. */
export function nodeLabel(constraint: string): readonly [string, string] | undefined {
  const [, subject = '', value = ''] = /^\s*node\.([\w./-]+)\s*==\s*([\w.-]+)\s*$/.exec(constraint) ?? [];
  if (subject.startsWith('labels.')) return [subject.slice('labels.'.length), value];
  const known: Readonly<Record<string, string>> = {
    hostname: 'kubernetes.io/hostname',
    'platform.os': 'kubernetes.io/os',
    'platform.arch': 'kubernetes.io/arch',
  };
  const label = known[subject];
  return label === undefined ? undefined : [label, value === 'x86_64' ? 'amd64' : value];
}

/** How many GPUs of NVIDIA a service asks for; 0 if it asks for none. All of a node are taken to be one. */
export function gpusOf({ spec }: Service): number {
  const { reservations } = mappingOf(mappingOf(spec.deploy).resources);
  const devices = [...listOf(spec.gpus), ...listOf(mappingOf(reservations).devices)].map(mappingOf);
  const wanted = devices.filter(({ driver, capabilities }) => {
    const isGpu = capabilities === undefined || listOf(capabilities).map(text).includes('gpu');
    return isGpu && /^(nvidia)?$/.test(text(driver));
  });
  return Math.max(0, ...wanted.map(({ count }) => Math.max(1, Number(count ?? 1))));
}

/** The command of the only hook of a kind, if it is run as the process of the service is; undefined if it is not. */
export function hookOf(value: Parameters<typeof listOf>[0]): readonly string[] | undefined {
  const hooks = listOf(value).map(mappingOf);
  const [only] = hooks;
  if (!only || hooks.length > 1 || Object.keys(only).some((key) => key !== 'command')) return undefined;
  return listOf(only.command).map(text);
}

/** The signals that the library can send. */
export const stopSignals: readonly string[] = [
  ...['SIGHUP', 'SIGINT', 'SIGQUIT', 'SIGUSR1', 'SIGUSR2', 'SIGWINCH', 'SIGRTMIN+3'],
];
