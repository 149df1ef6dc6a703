/**
 * What `slipway parity` asks of a stack under Compose and on Kubernetes, to find where the two differ.
 *
 * A stack has it as the export `parity` of its `parity.ts`. Differences that are meant to be stand in the stack's
 * README, in the table below the heading "What differs on Kubernetes".
 */
export interface ParityChecks {
  /** Where requests from outside arrive under Compose; on Kubernetes it is the Ingress. */
  readonly entry: ParityEntry;

  /** The services that take part, by their names in the Compose file; what they depend on is started, too. */
  readonly services: Readonly<Record<string, ParityService>>;

  /** Requests from outside, in this order. What they leave behind, a later one should remove. */
  readonly requests: readonly ParityRequest[];

  /** Services that are stopped in turn, while the health levels and every GET among `requests` are asked again. */
  readonly dependencies: readonly string[];

  /** What differs from one answer to the next, such as ids; timestamps are known. @default - nothing */
  readonly volatile?: readonly RegExp[];

  /** Headers, in lower case, that the same request gets at times and at times does not. @default - none */
  readonly volatileHeaders?: readonly string[];

  /** Script of the stack's folder that has to run before `docker compose up`. @default - none */
  readonly prepare?: string;
}

/** The door of a stack under Compose. */
export interface ParityEntry {
  readonly service: string;

  /** Port of the container, which the Compose file publishes. */
  readonly port: number;

  /** Whether it speaks TLS; the certificate is not checked. @default false */
  readonly tls?: boolean;
}

/** A service that takes part. */
export interface ParityService {
  /** Port on which the others reach it. */
  readonly port: number;

  /**
   * Paths of its health levels. A service that has some is an app: its process is looked into, and it is told to
   * stop at the end.
   *
   * @default - none: a database, or another server of somebody else's
   */
  readonly health?: readonly string[];
}

/** A request from outside. */
export interface ParityRequest {
  /** Path such as `/api/products/{id}`; the braces stand for what an earlier request has kept. */
  readonly path: string;

  /** @default 'GET' */
  readonly method?: 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE' | 'OPTIONS';

  /** Braces as in `path`. @default - none */
  readonly headers?: Readonly<Record<string, string>>;

  /**
   * Sent as JSON; braces as in `path`, and `{backend.PASSWORD}` stands for the variable PASSWORD that the process of
   * the app `backend` sees.
   *
   * @default - no body
   */
  readonly json?: unknown;

  /** Sent as it is, braces and all; its type stands in `headers`. Not together with `json`. @default - no body */
  readonly body?: string;

  /** Parts of the answer's body to keep for later requests, each found by the first group. @default - none */
  readonly keep?: Readonly<Record<string, RegExp>>;

  /** What the request is called in the report. @default - method and path */
  readonly name?: string;
}
