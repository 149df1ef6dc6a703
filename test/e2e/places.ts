import type { KubeObject } from './cluster';
import type { DeployedStack } from './deployed-stack';
import { manifests } from './manifests';

/** The Services and the connections of a workload, by its chart. */
interface Place {
  /** Each port of each Service that leads to it, as `service:port`. */
  readonly services: readonly string[];

  /** What it may connect to, as `workload:port`. */
  readonly to: readonly string[];
}

/** The workloads of a stack with permanent pods. */
export type Places = Readonly<Record<string, Place>>;

interface Workload extends KubeObject {
  readonly spec: {
    readonly template: { readonly metadata: { readonly labels: Readonly<Record<string, string>> } };
  };
}

interface Service extends KubeObject {
  readonly spec: {
    readonly selector: Readonly<Record<string, string>>;
    readonly ports: readonly { readonly port: number }[];
  };
}

/** Those that are launched. */
export function launchedOf(stack: DeployedStack, places: Places): Places {
  return Object.fromEntries(Object.entries(places).filter(([workload]) => !stack.leftOut.includes(workload)));
}

/** By workload of the manifests, sorted, each port of each Service that leads to it. */
export async function servicesOf(stack: DeployedStack): Promise<Readonly<Record<string, readonly string[]>>> {
  const objects = await manifests(stack.name, 'dev');
  const services = objects.filter(({ kind }) => kind === 'Service') as Service[];
  const workloads = objects.filter(({ kind }) => ['Deployment', 'StatefulSet', 'DaemonSet'].includes(kind));
  const found = new Map(workloads.map(({ metadata }) => [metadata.name, [] as string[]]));
  for (const { metadata, spec } of services) {
    const [workload] = (workloads as Workload[]).filter(({ spec: { template } }) =>
      Object.entries(spec.selector).every(([label, value]) => template.metadata.labels[label] === value),
    );
    const ports = spec.ports.map(({ port }) => `${metadata.name}:${port}`);
    const place = workload?.metadata.name ?? `nobody of Service ${metadata.name}`;
    found.set(place, [...(found.get(place) ?? []), ...ports].sort());
  }
  return Object.fromEntries(found);
}
