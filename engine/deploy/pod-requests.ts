import type { Container, PodSpec, ResourceRequirements } from 'kubernetes-types/core/v1';
import type { Frozen, KubeObject } from '../kube/kube-object';
import { amountOf } from '../kube/quantity';

/** Amounts by resource, such as cores by `cpu` and bytes by `memory`. */
export type Amounts = Readonly<Record<string, number>>;

/** The requests of a pod: the sum of the containers that run at the same time, or those of a larger init container. */
export function requestsOf({ containers, initContainers = [] }: Frozen<PodSpec>): Amounts {
  const isSidecar = ({ restartPolicy }: Frozen<Container>): boolean => restartPolicy === 'Always';
  const together = [...containers, ...initContainers.filter(isSidecar)].map(({ resources }) =>
    ownRequests(resources),
  );
  const before = initContainers
    .filter((each) => !isSidecar(each))
    .map(({ resources }) => ownRequests(resources));
  return before.reduce(
    (most, each) => merged(most, each, (a, b) => Math.max(a, b)),
    together.reduce(sum, {}),
  );
}

/** The requests of an instance of a CloudNativePG `Cluster`, which has no pod template. */
export function instanceRequestsOf(cluster: KubeObject): Amounts {
  const { spec } = cluster as KubeObject & { readonly spec?: { readonly resources?: ResourceRequirements } };
  return ownRequests(spec?.resources);
}

/** The amounts of quantities, such as those of a node in `allocatable`: manifests may have numbers. */
export function amountsOf(quantities: Readonly<Record<string, string | number>>): Amounts {
  return Object.fromEntries(
    Object.entries(quantities).map(([resource, quantity]) => [resource, amountOf(String(quantity))]),
  );
}

function sum(one: Amounts, other: Amounts): Amounts {
  return merged(one, other, (a, b) => a + b);
}

/** The first amounts minus the others. */
export function difference(one: Amounts, other: Amounts): Amounts {
  return merged(one, other, (a, b) => a - b);
}

/** `500m cpu, 1.5Gi memory`. */
export function describeAmounts({ cpu = 0, memory = 0 }: Amounts): string {
  const cores = cpu < 1 || !Number.isInteger(cpu) ? `${Math.round(cpu * 1_000)}m` : `${cpu}`;
  const mebibytes = Math.round(memory / 2 ** 20);
  const size = Math.abs(mebibytes) < 1_024 ? `${mebibytes}Mi` : `${(mebibytes / 1_024).toFixed(1)}Gi`;
  return `${cores} cpu, ${size} memory`;
}

/** The requests of a container. Without a request, its limit is the request. */
function ownRequests(resources: Frozen<ResourceRequirements> | undefined): Amounts {
  return amountsOf({ ...resources?.limits, ...resources?.requests });
}

function merged(one: Amounts, other: Amounts, how: (a: number, b: number) => number): Amounts {
  const names = [...new Set([...Object.keys(one), ...Object.keys(other)])];
  return Object.fromEntries(names.map((name) => [name, how(one[name] ?? 0, other[name] ?? 0)]));
}
