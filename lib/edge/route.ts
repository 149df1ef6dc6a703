import { Duration } from 'cdk8s';
import type { Endpoint } from '../core/endpoint';
import type { RateLimit } from './rate-limit';

/** Where the requests below a path go, if more is to be said than the endpoint. */
export interface Route {
  /** Endpoint that answers. */
  readonly to: Endpoint;

  /** Whether connections may be upgraded to WebSocket, which may then be silent for an hour. @default false */
  readonly webSocket?: boolean;

  /** How long the endpoint may be silent. @default - the gateway's */
  readonly timeout?: Duration;

  /** Requests per client address below this path, counted apart from those of other routes. @default - the gateway's */
  readonly rateLimit?: RateLimit;
}

/** @internal A route with its path. */
export interface RouteEntry extends Route {
  readonly path: string;
}

/**
 * @internal The routes as a list.
 * @throws if there is none, or a path is not a plain prefix
 */
export function routes(table: Readonly<Record<string, Endpoint | Route>>): RouteEntry[] {
  const entries = Object.entries(table).map(([path, target]) => ({
    path: checkPath('routes', path),
    ...('to' in target ? target : { to: target }),
  }));
  if (entries.length === 0)
    throw new Error(`'routes' must name at least one path such as { '/': app }, got {}`);
  return entries;
}

/** @internal Checks a path prefix; what nginx would take for a pattern or the end of a directive is refused. */
export function checkPath(prop: string, path: string): string {
  if (!/^\/([\w.~-]+(\/[\w.~-]+)*)?$/.test(path)) {
    throw new Error(
      `'${prop}' must name plain paths without a slash at the end such as '/api', got '${path}'`,
    );
  }
  return path;
}
