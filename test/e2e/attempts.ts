import { setTimeout as sleep } from 'node:timers/promises';
import { get, type KubeObject } from './cluster';
import type { DeployedStack } from './deployed-stack';
import { addressOf, nodes } from './node';
import type { Places } from './places';
import type { Pod } from './pod';
import { reach, reachFromNamespace } from './reach';

/** The targets that a pod may connect to, and those that accepted a connection. */
export interface Attempt {
  readonly source: string;
  readonly allowed: readonly string[];
  readonly accepted: readonly string[];
}

/** Something that accepts connections. */
interface Target {
  /** Its name in an attempt. */
  readonly name: string;

  /** Host and port. */
  readonly address: string;

  /** Where it leads in the stack, as `workload:port`. */
  readonly leadsTo?: string;

  /** Address of the node, if the node itself listens: NetworkPolicies do not apply to pods of the same node. */
  readonly node?: string;
}

interface Slice extends KubeObject {
  readonly endpoints: readonly { readonly addresses: readonly string[] }[];
}

/** A target that every workload may connect to. It proves that the attempts are made. */
const dns: Target = { name: 'DNS', address: 'kube-dns.kube-system:53' };

/** Attempts to connect from and to the pods of a launched stack. */
export class Attempts {
  private constructor(
    private readonly stack: DeployedStack,
    private readonly places: Places,
    private readonly outside: readonly Target[],
  ) {}

  /** @param places those of its workloads that have pods */
  public static async in(stack: DeployedStack, places: Places): Promise<Attempts> {
    return new Attempts(stack, places, await outsideOf());
  }

  /**
   * A pod of a workload tries the Services of all other workloads, the other pods of its own workload, and targets
   * outside the stack.
   *
   * It does not try its own Services, since NetworkPolicies do not apply to connections of a pod to itself.
   */
  public async by(workload: string): Promise<Attempt> {
    const [pod, ...others] = await this.stack.pods(workload);
    if (!pod) throw new Error(`${workload} has no pod`);
    const { services = [], to = [] } = this.places[workload] ?? {};
    const foreign = this.services().filter(({ name }) => !services.includes(name));
    const outside = this.outside.filter(({ node }) => node !== pod.status.hostIP);
    const targets = [dns, ...foreign, ...copies(others, services), ...outside];
    const mayTry = ({ name, leadsTo = '' }: Target) => name === dns.name || to.includes(leadsTo);
    return attempt(workload, targets, mayTry, (addresses) => reach(this.stack, pod, addresses));
  }

  /**
   * A pod of another namespace tries all targets in the stack and outside of it.
   *
   * @param entry the Service that it may connect to, as `service:port`
   */
  public async fromNamespace(namespace: string, entry?: string): Promise<Attempt> {
    const targets = [...this.services(), ...this.outside];
    const mayTry = ({ name, leadsTo }: Target) => leadsTo === undefined || name === entry;
    return attempt(namespace, targets, mayTry, (addresses) => reachFromNamespace(namespace, addresses));
  }

  private services(): Target[] {
    return Object.entries(this.places).flatMap(([workload, { services }]) =>
      services.map((service) => {
        const [host = '', port = ''] = service.split(':');
        const address = `${host}.${this.stack.name}:${port}`;
        return { name: service, address, leadsTo: `${workload}:${port}` };
      }),
    );
  }
}

async function attempt(
  source: string,
  targets: readonly Target[],
  mayTry: (target: Target) => boolean,
  tryAll: (addresses: readonly string[]) => Promise<readonly string[]>,
): Promise<Attempt> {
  const open = new Set<string>();
  const isOpen = ({ address }: Target) => open.has(address);
  // A busy network plugin takes a while to enforce the policies of a new pod: what is unexpected is tried again.
  let rest = targets;
  for (let left = 3; left >= 0 && rest.length > 0; left--) {
    const accepted = await tryAll(rest.map(({ address }) => address));
    for (const { address } of rest) {
      if (accepted.includes(address)) open.add(address);
      else open.delete(address);
    }
    rest = targets.filter((target) => isOpen(target) !== mayTry(target));
    if (rest.length > 0) await sleep(10_000);
  }
  const names = (some: readonly Target[]) => some.map(({ name }) => name);
  return { source, allowed: names(targets.filter(mayTry)), accepted: names(targets.filter(isOpen)) };
}

/** Other pods of the same workload, at each port that has a Service. */
function copies(others: readonly Pod[], services: readonly string[]): Target[] {
  const ports = [...new Set(services.map((service) => service.split(':')[1]))];
  return others.flatMap(({ metadata: { name }, status: { podIP = '' } }) =>
    ports.map((port = '') => ({ name: `${name}:${port}`, address: `${podIP}:${port}` })),
  );
}

/** Targets outside any stack: the Kubernetes API and the kubelet of each node. */
async function outsideOf(): Promise<readonly Target[]> {
  const slices = await get<Slice>('endpointslices', '--selector=kubernetes.io/service-name=kubernetes');
  const servers = slices.flatMap(({ endpoints }) => endpoints.flatMap(({ addresses }) => addresses));
  const kubelets = (await nodes()).map(async (node) => {
    const address = await addressOf(node);
    return { name: `kubelet of ${node}`, address: `${address}:10250`, node: address };
  });
  return [
    { name: 'the Kubernetes API', address: 'kubernetes.default:443', node: servers[0] },
    ...(await Promise.all(kubelets)),
  ];
}
