import type { Outside, Peer } from './connections';
import type { EnvValue } from './env';
import type { RunAs } from './run-as';

/** A workload of the stack that accepts connections. */
export interface Endpoint extends Peer {
  /** Host name inside the stack: the name of the Service, which is the Compose service name. */
  readonly host: string;
}

/** Something that other workloads can wait for with `startsAfter`. */
export interface Waitable {
  /** The check that a waiting pod repeats until it succeeds. */
  readonly readyCheck: ReadyCheck | WaitCheck;
}

/** A command that exits with 0 when the wait is over. It runs in an init container of the waiting pod. */
export interface ReadyCheck {
  /** Name of the target: the init container is called `wait-for-<name>`. */
  readonly name: string;

  /** Image with the command: the image of the target, so that no further image is pulled. */
  readonly image: string;

  /** Command line for `sh -c`. It must name the host, as it does not run in the pod of the target. */
  readonly command: string;

  /** Numeric user and group id of the command, or both. It can't be root, and has no further groups. */
  readonly user: number | RunAs;

  /**
   * Environment variables of the command.
   *
   * @default - none
   */
  readonly env?: Readonly<Record<string, EnvValue>>;

  /** Endpoints that the command connects to. */
  readonly connectsTo: readonly (Endpoint | Outside)[];
}

/** A check that slipway's own program makes (`images/wait`), so that neither of the two images needs a shell. */
export interface WaitCheck {
  /** Name of the target: the init container is called `wait-for-<name>`. */
  readonly name: string;

  /** Arguments of the program, such as `['tcp', 'api:8080']`. */
  readonly args: readonly string[];

  /**
   * The Job that must have succeeded: a key of a ConfigMap. Kubernetes does not start the init container before it is there.
   *
   * @default - none
   */
  readonly record?: { readonly configMap: string; readonly key: string };

  /** Endpoints that the program connects to. */
  readonly connectsTo: readonly (Endpoint | Outside)[];
}
