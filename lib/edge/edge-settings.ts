import type { Duration, Size } from 'cdk8s';

/** What holds on every hop between a client and a service: the smallest value on the way decides. */
export interface EdgeSettings {
  /** Largest request body. */
  readonly bodySize: Size;

  /** How long the service may be silent. */
  readonly timeout: Duration;

  /** Whether connections may be upgraded to WebSocket. */
  readonly webSocket: boolean;
}
