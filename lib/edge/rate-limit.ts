/** How many requests one client may make. */
export interface RateLimit {
  /** Mean rate. */
  readonly requestsPerSecond: number;

  /** Requests above the rate that are still let through at once. @default - 20 times the rate */
  readonly burst?: number;
}

/** @internal The directives that count the requests of each client address. */
export function limitZone({ requestsPerSecond }: RateLimit): string {
  const rate = checkWhole('requestsPerSecond', requestsPerSecond, 1);
  return `  limit_req_zone $binary_remote_addr zone=clients:10m rate=${rate}r/s;
  limit_req_status 429;
`;
}

/** @internal The directive that refuses what is above the rate. */
export function limitRequests({ requestsPerSecond, burst = requestsPerSecond * 20 }: RateLimit): string {
  return `      limit_req zone=clients burst=${checkWhole('burst', burst, 0)} nodelay;\n`;
}

function checkWhole(prop: keyof RateLimit, value: number, least: number): number {
  if (!Number.isInteger(value) || value < least) {
    throw new Error(`'rateLimit.${prop}' must be a whole number from ${least} such as 20, got '${value}'`);
  }
  return value;
}
