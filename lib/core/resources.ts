import { Size } from 'cdk8s';
import { Cpu } from 'cdk8s-plus-27';
import { Quantity, type ResourceRequirements } from '../../imports/k8s';

/** What a container is promised (`request`) and what it may use at most (`limit`). */
export interface Resources {
  /** Processor time: above the limit a container is slowed down. */
  readonly cpu: { readonly request: Cpu; readonly limit: Cpu };

  /** Memory: above the limit a container is killed. */
  readonly memory: { readonly request: Size; readonly limit: Size };
}

/** A request, and the limit that is at least as much. */
export type RequestAndLimit = readonly [request: number, limit: number];

/**
 * Resources in a line: `resources({ millicores: [100, 500], mebibytes: [128, 256] })`.
 *
 * @param figures.millicores processor time in thousandths of a core: 1000 is Compose's `cpus: '1'`
 * @param figures.mebibytes memory in Mi: Compose's `memory: 256M`
 */
export function resources({
  millicores,
  mebibytes,
}: {
  readonly millicores: RequestAndLimit;
  readonly mebibytes: RequestAndLimit;
}): Resources {
  return {
    cpu: { request: Cpu.millis(millicores[0]), limit: Cpu.millis(millicores[1]) },
    memory: { request: Size.mebibytes(mebibytes[0]), limit: Size.mebibytes(mebibytes[1]) },
  };
}

/** What a node keeps free for a container. */
export interface ResourceRequests {
  readonly cpu: Cpu;
  readonly memory: Size;
}

// Logs and /tmp live on the node's disk; without a bound one pod can fill it for all others.
const disk = { request: Size.mebibytes(64), limit: Size.gibibytes(1) };

/** A size as Kubernetes writes it: binary units, the largest that is exact. */
export function quantity(size: Size): string {
  const mebibytes = size.toMebibytes();
  return mebibytes % 1024 === 0 ? `${mebibytes / 1024}Gi` : `${mebibytes}Mi`;
}

/** @internal All of these sizes together. */
export function sumOf(sizes: readonly Size[]): Size {
  return Size.mebibytes(sizes.reduce((sum, size) => sum + size.toMebibytes(), 0));
}

/** @internal A size in bytes. */
export function bytesOf(size: Size): number {
  return size.toMebibytes() * 1024 ** 2;
}

/** Processor time as the API server writes it back, so that a comparison finds no difference: 1000m is 1. */
export function cpuQuantity(cpu: Cpu): string {
  const figure = millis(cpu);
  return figure % 1000 === 0 ? String(figure / 1000) : `${figure}m`;
}

/** @internal Processor time in cores: 250m is 0.25. */
export function coresOf(cpu: Cpu): number {
  return millis(cpu) / 1000;
}

/**
 * @internal The `resources` of a container.
 *
 * @param most bound of the requests; @default - none
 * @param scratch what the pod's folders on the node's disk may hold together, beside its logs; @default - nothing
 * @throws if a limit is below its request
 */
export function resourceRequirements(
  { cpu, memory }: Resources,
  most?: ResourceRequests,
  scratch: Size = Size.mebibytes(0),
): ResourceRequirements {
  if (memory.limit.toMebibytes() < memory.request.toMebibytes()) {
    throw belowRequest('memory', quantity(memory.request), quantity(memory.limit));
  }
  if (millis(cpu.limit) < millis(cpu.request)) {
    throw belowRequest('cpu', cpuQuantity(cpu.request), cpuQuantity(cpu.limit));
  }
  const request = {
    cpu: most && millis(most.cpu) < millis(cpu.request) ? most.cpu : cpu.request,
    memory: most && most.memory.toMebibytes() < memory.request.toMebibytes() ? most.memory : memory.request,
  };
  return {
    requests: quantities(request, disk.request),
    // The kubelet adds up both, and evicts the pod that has more, however large its folders may be.
    limits: quantities({ cpu: cpu.limit, memory: memory.limit }, sumOf([disk.limit, scratch])),
  };
}

function quantities({ cpu, memory }: ResourceRequests, ephemeral: Size): Record<string, Quantity> {
  return {
    cpu: Quantity.fromString(cpuQuantity(cpu)),
    memory: Quantity.fromString(quantity(memory)),
    'ephemeral-storage': Quantity.fromString(quantity(ephemeral)),
  };
}

function millis({ amount }: Cpu): number {
  return amount.endsWith('m') ? Number(amount.slice(0, -1)) : Number(amount) * 1000;
}

function belowRequest(resource: keyof Resources, request: string, limit: string): Error {
  return new Error(`'resources.${resource}.limit' must be at least the request of ${request}, got ${limit}`);
}
