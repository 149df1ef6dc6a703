import { checkWholeNumber } from '../core/check';

/**
 * Maximum number of requests of one client to all pods of a gateway together.
 *
 * A client is identified by its IP address, as the ingress controller reports it. Each pod counts separately, so it gets its
 * share of the rate and of the burst: the whole, divided by the number of pods of the chart, rounded up. So `n` pods let up to
 * `n - 1` requests more pass at once, and the pod that a rollout adds has a share too. A client whose requests are not spread
 * evenly over the pods gets less. A gateway has no autoscaler: to scale it, change `replicas` in the chart, and the limits follow.
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

/** The share of one pod of a rate limit, with its shared memory zone. */
interface PodLimit {
  readonly zone: string;
  readonly requestsPerMinute: number;
  readonly burst: number;
}

interface Limited {
  readonly path: string;
  readonly rateLimit?: RateLimit;
}

/**
 * @internal The rate limit of a route in one of `pods` pods: its own, or that of the gateway.
 * @throws if it is not a whole number from 1, or its burst not one from 0
 */
export function limitOf(
  gateway: string,
  { path, rateLimit }: Limited,
  pods: number,
  shared?: RateLimit,
): PodLimit | undefined {
  if (rateLimit) return { ...shareOf(gateway, rateLimit, pods), zone: `clients${path}` };
  return shared && { ...shareOf(gateway, shared, pods), zone: 'clients' };
}

function shareOf(
  gateway: string,
  { requestsPerSecond, burst }: RateLimit,
  pods: number,
): Omit<PodLimit, 'zone'> {
  const rate = checkWholeNumber(gateway, 'rateLimit.requestsPerSecond', requestsPerSecond, 1, 20);
  const more = checkWholeNumber(gateway, 'rateLimit.burst', burst ?? rate * 20, 0, 20);
  return {
    // By the minute, as nginx takes whole numbers only, and a share of few per second is none.
    requestsPerMinute: Math.ceil((rate * 60) / pods),
    // nginx counts the burst on top of a first request, of which each pod has one.
    burst: Math.ceil((1 + more) / pods) - 1,
  };
}

/** @internal The directives `limit_req_zone`. */
export function limitZones(limits: readonly PodLimit[]): string {
  if (limits.length === 0) return '';
  const zones = limits.map(
    ({ zone, requestsPerMinute }) =>
      `  limit_req_zone $binary_remote_addr zone=${zone}:10m rate=${requestsPerMinute}r/m;\n`,
  );
  return `${[...new Set(zones)].join('')}  limit_req_status 429;\n`;
}

/** @internal The directive `limit_req`. */
export function limitRequests({ zone, burst }: PodLimit): string {
  return `      limit_req zone=${zone} burst=${burst} nodelay;\n`;
}
