import { checkWholeNumber } from '../core/check';

/**
 * Maximum number of requests of one client.
 *
 * A client is identified by its IP address, as the ingress controller reports it. Each pod of a gateway counts separately: with
 * two pods a client can send up to twice as many requests.
 *
 * @see https://nginx.org/en/docs/http/ngx_http_limit_req_module.html
 */
export interface RateLimit {
  /** Average rate. */
  readonly requestsPerSecond: number;

  /**
   * Number of requests above the rate that are served without delay.
   *
   * @default - 20 times the rate
   */
  readonly burst?: number;
}

/** A rate limit with its shared memory zone. */
interface ZonedLimit extends RateLimit {
  readonly zone: string;
}

/** @internal The rate limit of a route: its own, or that of the gateway. */
export function limitOf(
  { path, rateLimit }: { readonly path: string; readonly rateLimit?: RateLimit },
  shared?: RateLimit,
): ZonedLimit | undefined {
  if (rateLimit) return { ...rateLimit, zone: `clients${path}` };
  return shared && { ...shared, zone: 'clients' };
}

/** @internal The directives `limit_req_zone`. */
export function limitZones(limits: readonly ZonedLimit[]): string {
  if (limits.length === 0) return '';
  const zones = limits.map(({ zone, requestsPerSecond }) => {
    const rate = checkWholeNumber('rateLimit.requestsPerSecond', requestsPerSecond, 1, 20);
    return `  limit_req_zone $binary_remote_addr zone=${zone}:10m rate=${rate}r/s;\n`;
  });
  return `${[...new Set(zones)].join('')}  limit_req_status 429;\n`;
}

/** @internal The directive `limit_req`. */
export function limitRequests({
  zone,
  requestsPerSecond,
  burst = requestsPerSecond * 20,
}: ZonedLimit): string {
  return `      limit_req zone=${zone} burst=${checkWholeNumber('rateLimit.burst', burst, 0, 20)} nodelay;\n`;
}
