import { checkWholeNumber } from '../core/check';

/**
 * How many requests one client may make.
 *
 * Clients are told apart by the address that the ingress controller saw. Each pod of a gateway counts for itself, so
 * with two of them a client that is sent to both gets up to twice as much through.
 */
export interface RateLimit {
  /** Mean rate. */
  readonly requestsPerSecond: number;

  /** Requests above the rate that are still let through at once. @default - 20 times the rate */
  readonly burst?: number;
}

/** @internal A limit, and the name of the memory in which nginx counts for it. */
export interface ZonedLimit extends RateLimit {
  readonly zone: string;
}

/** @internal The limit of a route: its own, or its share in the one for all that have none. */
export function limitOf(
  { path, rateLimit }: { readonly path: string; readonly rateLimit?: RateLimit },
  shared?: RateLimit,
): ZonedLimit | undefined {
  if (rateLimit) return { ...rateLimit, zone: `clients${path}` };
  return shared && { ...shared, zone: 'clients' };
}

/** @internal The directives that count the requests of each client address. */
export function limitZones(limits: readonly ZonedLimit[]): string {
  if (limits.length === 0) return '';
  const zones = limits.map(({ zone, requestsPerSecond }) => {
    const rate = checkWholeNumber('rateLimit.requestsPerSecond', requestsPerSecond, 1, 20);
    return `  limit_req_zone $binary_remote_addr zone=${zone}:10m rate=${rate}r/s;\n`;
  });
  return `${[...new Set(zones)].join('')}  limit_req_status 429;\n`;
}

/** @internal The directive that refuses what is above the rate. */
export function limitRequests({
  zone,
  requestsPerSecond,
  burst = requestsPerSecond * 20,
}: ZonedLimit): string {
  return `      limit_req zone=${zone} burst=${checkWholeNumber('rateLimit.burst', burst, 0, 20)} nodelay;\n`;
}
