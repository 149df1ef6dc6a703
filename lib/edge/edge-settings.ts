import type { Duration, Size } from 'cdk8s';

/** Settings that each proxy between a client and a service must have: the smallest value applies. */
export interface EdgeSettings {
  /** Maximum size of a request body. */
  readonly maxBodySize: Size;

  /** Maximum time between two reads from, or writes to, the service. */
  readonly timeout: Duration;

  /** Whether connections can be upgraded to WebSocket. */
  readonly webSocket: boolean;
}

/**
 * @internal The value of `proxy_connect_timeout`. Within a cluster a connection takes milliseconds. No answer means that the node
 * of the pod is lost: two proxies in a row should find that out in less than the two seconds that a client waits.
 */
export const connectTimeout = '800ms';

/** @internal The value of `proxy_read_timeout` and `proxy_send_timeout`: one hour with WebSocket, which is often idle. */
export function proxyTimeout({ timeout, webSocket }: EdgeSettings): string {
  return webSocket ? '3600s' : `${timeout.toSeconds()}s`;
}
