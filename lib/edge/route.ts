import { Duration } from 'cdk8s';
import type { Endpoint } from '../core/endpoint';
import { checkTcp } from '../core/port';
import type { RateLimit } from './rate-limit';

/** A route of a `Gateway`, where an `Endpoint` alone does not say enough. */
export interface Route {
  /** Endpoint of the requests. */
  readonly to: Endpoint;

  /**
   * Whether connections can be upgraded to WebSocket. The timeout of the route is one hour then.
   *
   * @default false
   */
  readonly webSocket?: boolean;

  /**
   * Maximum time between two reads from the endpoint.
   *
   * @default - `timeout` of the gateway
   */
  readonly timeout?: Duration;

  /**
   * Rate limit per client address for this route only.
   *
   * @default - `rateLimit` of the gateway, which all such routes share
   */
  readonly rateLimit?: RateLimit;
}

/** @internal A route with its path. */
export interface RouteEntry extends Route {
  readonly path: string;
}

/**
 * @internal The routes of the gateway `id` as a list.
 * @throws if there is none
 * @throws if an endpoint is not at a TCP port
 * @throws if a path has other characters than letters, digits, `.`, `_`, `~` and `-`, or ends with a slash
 */
export function routes(id: string, table: Readonly<Record<string, Endpoint | Route>>): RouteEntry[] {
  const entries = Object.entries(table).map(([path, target]) => ({
    path: checkPath(id, 'routes', path),
    ...('to' in target ? target : { to: target }),
  }));
  for (const { path, to } of entries) checkTcp(`'routes['${path}']' of '${id}'`, to);
  if (entries.length === 0)
    throw new Error(`'routes' of '${id}' must name at least one path such as { '/': app }, got {}`);
  return entries;
}

/** @internal Checks a path prefix, of a prop of the gateway `id`: it must have no character with a meaning in `nginx.conf`. */
export function checkPath(id: string, prop: string, path: string): string {
  if (!/^\/([\w.~-]+(\/[\w.~-]+)*)?$/.test(path)) {
    throw new Error(
      `'${prop}' of '${id}' must name plain paths without a slash at the end such as '/api', got '${path}'`,
    );
  }
  return path;
}
