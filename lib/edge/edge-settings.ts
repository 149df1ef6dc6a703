import type { Duration, Size } from 'cdk8s';

/** What holds on every hop between a client and a service: the smallest value on the way decides. */
export interface EdgeSettings {
  /** Largest request body. */
  readonly maxBodySize: Size;

  /** How long the service may be silent. */
  readonly timeout: Duration;

  /** Whether connections may be upgraded to WebSocket. */
  readonly webSocket: boolean;
}

/** @internal How long a connection may be silent, in nginx's words: an open WebSocket says nothing for long. */
export function longestSilence({ timeout, webSocket }: EdgeSettings): string {
  return webSocket ? '3600s' : `${timeout.toSeconds()}s`;
}
