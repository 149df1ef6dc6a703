import { Size } from 'cdk8s';
import { Cpu } from 'cdk8s-plus-27';
import { Quantity, type ResourceRequirements } from '../../imports/k8s';
import { checkOptions } from './check-props';

/**
 * Resource requests and limits of a container.
 *
 * @see https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/
 */
export interface Resources {
  /** CPU time. A container is throttled at its limit. */
  readonly cpu: { readonly request: Cpu; readonly limit: Cpu };

  /** Memory. A container that exceeds its limit is terminated (`OOMKilled`). */
  readonly memory: { readonly request: Size; readonly limit: Size };

  /**
   * Devices of a node by their resource name, such as `{ 'nvidia.com/gpu': 1 }`. The node needs the device plugin of their vendor. In
   * Compose: `devices` of `reservations`, `gpus`.
   *
   * @default - none
   * @see https://kubernetes.io/docs/tasks/manage-gpus/scheduling-gpus/
   */
  readonly devices?: Readonly<Record<string, number>>;
}

/** A request and a limit. The limit must be at least the request. */
export type RequestAndLimit = readonly [request: number, limit: number];

/** Resource requests and limits as plain numbers. */
export interface ResourceFigures {
  /** CPU request and limit, in thousandths of a CPU: 1000 is `cpus: '1'` in Compose. */
  readonly millicores: RequestAndLimit;

  /** Memory request and limit, in MiB: 256 is `memory: 256M` in Compose. */
  readonly mebibytes: RequestAndLimit;

  /**
   * Devices, such as `{ 'nvidia.com/gpu': 1 }`.
   *
   * @default - none
   */
  readonly devices?: Readonly<Record<string, number>>;
}

/**
 * Short form of `Resources`: `resources({ millicores: [100, 500], mebibytes: [128, 256] })`.
 *
 * @throws if a figure is not a number
 */
export function resources(figures: ResourceFigures): Resources {
  checkOptions('resources', 'ResourceFigures', figures);
  const { millicores, mebibytes, devices } = figures;
  return {
    cpu: { request: Cpu.millis(millicores[0]), limit: Cpu.millis(millicores[1]) },
    memory: { request: Size.mebibytes(mebibytes[0]), limit: Size.mebibytes(mebibytes[1]) },
    ...(devices && { devices }),
  };
}

/** Resource requests of a container: what the scheduler reserves on a node. */
export interface ResourceRequests {
  /** CPU request. */
  readonly cpu: Cpu;

  /** Memory request. */
  readonly memory: Size;
}

// Logs are on the node's disk too. Without a limit one pod could fill it for all others.
const logs = { request: Size.mebibytes(64), limit: Size.gibibytes(1) };

/** @internal A size as a Kubernetes quantity: in Gi if that is exact, else in Mi. */
export function quantity(size: Size): string {
  const mebibytes = size.toMebibytes();
  return mebibytes % 1024 === 0 ? `${mebibytes / 1024}Gi` : `${mebibytes}Mi`;
}

/** @internal The sum of sizes. */
export function sumOf(sizes: readonly Size[]): Size {
  return Size.mebibytes(sizes.reduce((sum, size) => sum + size.toMebibytes(), 0));
}

/** @internal A size in bytes. */
export function bytesOf(size: Size): number {
  return size.toMebibytes() * 1024 ** 2;
}

/** @internal CPU time in the canonical form of the API server, so that a comparison finds no difference: 1000m is 1. */
export function cpuQuantity(cpu: Cpu): string {
  const figure = millis(cpu);
  return figure % 1000 === 0 ? String(figure / 1000) : `${figure}m`;
}

/** @internal CPU time in CPUs: 250m is 0.25. */
export function coresOf(cpu: Cpu): number {
  return millis(cpu) / 1000;
}

/**
 * @internal The `resources` of a container.
 *
 * @param max upper bound of the requests, by default none
 * @param ephemeralStorage sum of the size limits of the pod's `emptyDir` volumes on disk, by default 0
 * @throws if a limit is below its request, or `devices` has something else than numbers of a vendor's devices
 */
export function resourceRequirements(
  { cpu, memory, devices = {} }: Resources,
  max?: ResourceRequests,
  ephemeralStorage: Size = Size.mebibytes(0),
): ResourceRequirements {
  if (memory.limit.toMebibytes() < memory.request.toMebibytes()) {
    throw belowRequest('memory', quantity(memory.request), quantity(memory.limit));
  }
  if (millis(cpu.limit) < millis(cpu.request)) {
    throw belowRequest('cpu', cpuQuantity(cpu.request), cpuQuantity(cpu.limit));
  }
  const request = {
    cpu: max && millis(max.cpu) < millis(cpu.request) ? max.cpu : cpu.request,
    memory: max && max.memory.toMebibytes() < memory.request.toMebibytes() ? max.memory : memory.request,
  };
  return {
    requests: quantities(request, logs.request),
    // The kubelet adds up logs and emptyDir volumes, and evicts a pod above the limit.
    limits: {
      ...quantities({ cpu: cpu.limit, memory: memory.limit }, sumOf([logs.limit, ephemeralStorage])),
      ...deviceQuantities(devices),
    },
  };
}

/** Kubernetes takes the limit of a device as its request, too. */
function deviceQuantities(devices: Readonly<Record<string, number>>): Record<string, Quantity> {
  return Object.fromEntries(
    Object.entries(devices).map(([name, count]) => {
      if (!/^[a-z0-9]([-a-z0-9.]*[a-z0-9])?\/[A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?$/.test(name)) {
        throw new Error(
          `'resources.devices' must name devices with the domain of their vendor, such as 'nvidia.com/gpu', got '${name}'`,
        );
      }
      if (!Number.isInteger(count) || count < 1) {
        throw new Error(
          `'resources.devices['${name}']' must be a whole number from 1 such as 1, got '${count}'`,
        );
      }
      return [name, Quantity.fromString(String(count))];
    }),
  );
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
