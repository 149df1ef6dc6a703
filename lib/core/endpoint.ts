import type { Peer } from './connections';
import type { EnvValue } from './env';

/** Something in the stack that accepts connections. */
export interface Endpoint extends Peer {
  /** Name to connect to inside the stack, the same as in Compose. */
  readonly host: string;
}

/** Something that another workload can wait for with `startsAfter`. */
export interface Waitable {
  /** How a pod elsewhere in the stack finds out that the wait is over. */
  readonly readyCheck: ReadyCheck;
}

/** A command that succeeds when the wait is over, and what it needs to run in the pod that waits. */
export interface ReadyCheck {
  /** What is waited for, for the log. */
  readonly name: string;

  /** Image that has the command: the one of what is waited for, so that nothing extra is pulled. */
  readonly image: string;

  /** Command line for `sh -c`; it names the host. */
  readonly command: string;

  /** Numeric user and group id that the image runs as. */
  readonly user: number;

  /** Environment of the command; @default - empty */
  readonly env?: Readonly<Record<string, EnvValue>>;

  /** Endpoints that the command connects to. */
  readonly connectsTo: readonly Endpoint[];
}
