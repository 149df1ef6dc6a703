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
 * @internal The value of `proxy_connect_timeout`. Within a cluster a connection takes milliseconds, or a second more if its first
 * packet is lost. No answer at all means that the node of the pod is lost: the client should not wait for that.
 *
 * @see https://www.rfc-editor.org/rfc/rfc6298 section 2.1, for the second
 */
export const connectTimeout = '1500ms';

/** @internal The value of `proxy_read_timeout` and `proxy_send_timeout`: one hour with WebSocket, which is often idle. */
export function proxyTimeout({ timeout, webSocket }: EdgeSettings): string {
  return webSocket ? '3600s' : `${timeout.toSeconds()}s`;
}
