import { type Code, type Property } from '../code/code';
import { factsOf } from '../know/images';
import { gpusOf } from '../project/pod-settings';
import type { Service } from '../project/service';
import { mappingOf, text } from '../project/values';
import type { Context } from './context';
import { bytesOf } from './empty-dirs';
import type { Constant } from './planned';

interface Figures {
  readonly cpu?: number;
  readonly memory?: number;
  readonly cpuRequest?: number;
  readonly memoryRequest?: number;

  /** @default - none */
  readonly gpus?: number;
}

/** What a container without a limit in the Compose file gets: enough for most servers, and not the whole node. */
const unlimited = { cpu: 2000, memory: 1024 };

/** The constant for all services without limits. */
const constantName = 'withoutLimits';

/** The prop `resources` of a service, and the constant that it names. */
export function resourcesOf(service: Service): { readonly props: Property[]; readonly uses: string[] } {
  const figures = figuresOf(service);
  const least = factsOf(text(service.spec.image)).memory ?? 0;
  const isFree = Object.values(figures).every((figure) => figure === undefined);
  // With an image of one's own it has the defaults of the environment, as in a chart by hand.
  if (isFree && service.spec.build !== undefined) return { props: [], uses: [] };
  if (isFree && least <= unlimited.memory / 2)
    return { props: [{ key: 'resources', code: constantName }], uses: [constantName] };
  return { props: [{ key: 'resources', code: codeOf(figures, least) }], uses: [] };
}

/** The constant that services without limits use; none if there is no such service. */
export function resourceConstants({ services }: Pick<Context, 'services'>): Constant[] {
  if (services.every((service) => resourcesOf(service).uses.length === 0)) return [];
  const comment = 'The Compose file sets no limits for these.';
  return [{ variable: constantName, code: codeOf({}, 0), comment, uses: [] }];
}

function figuresOf(service: Service): Figures {
  const { spec } = service;
  const gpus = gpusOf(service);
  const { limits, reservations } = mappingOf(mappingOf(spec.deploy).resources);
  return {
    cpu: millicores(mappingOf(limits).cpus ?? spec.cpus),
    memory: mebibytes(mappingOf(limits).memory ?? spec.mem_limit),
    cpuRequest: millicores(mappingOf(reservations).cpus),
    memoryRequest: mebibytes(mappingOf(reservations).memory ?? spec.mem_reservation),
    ...(gpus > 0 && { gpus }),
  };
}

function codeOf({ cpu, memory, cpuRequest, memoryRequest, gpus = 0 }: Figures, least: number): Code {
  const devices = gpus === 0 ? '' : `, devices: { 'nvidia.com/gpu': ${gpus} }`;
  const cpuLimit = cpu ?? Math.max(unlimited.cpu, cpuRequest ?? 0);
  const memoryLimit = memory ?? Math.max(unlimited.memory, least * 2, memoryRequest ?? 0);
  const millicoresCode = `[${Math.min(cpuRequest ?? share(cpuLimit, 100), cpuLimit)}, ${cpuLimit}]`;
  const requested = memoryRequest ?? share(memoryLimit, Math.max(least, 128));
  return `slipway.resources({ millicores: ${millicoresCode}, mebibytes: [${Math.min(requested, memoryLimit)}, ${memoryLimit}]${devices} })`;
}

/** A request for a limit without a reservation: half of it, and not more than what most servers take when they are idle. */
function share(limit: number, most: number): number {
  return Math.max(1, Math.min(most, Math.floor(limit / 2)));
}

function millicores(value: Parameters<typeof text>[0]): number | undefined {
  const number = Number(text(value));
  return number > 0 ? Math.max(1, Math.round(number * 1000)) : undefined;
}

function mebibytes(value: Parameters<typeof text>[0]): number | undefined {
  const bytes = bytesOf(text(value));
  return bytes > 0 ? Math.max(1, Math.round(bytes / 2 ** 20)) : undefined;
}
