/**
 * The checks of `slipway parity`, which runs a stack under Compose and on Kubernetes and compares the responses.
 *
 * It is the export `parity` of the stack's `parity.ts`. Intended differences must be in the README of the stack, in the table
 * below the heading "What differs on Kubernetes".
 */
export interface ParityChecks {
  /** Service that gets the requests under Compose. On Kubernetes the Ingress gets them. */
  readonly entry: ParityEntry;

  /** Services to check, by their names in the Compose file. Their dependencies are started too. */
  readonly services: Readonly<Record<string, ParityService>>;

  /** Requests to send, in this order. A later request should delete what an earlier one creates. */
  readonly requests: readonly ParityRequest[];

  /**
   * Services to stop, one after the other. Meanwhile the health paths and every GET request are sent again. Under Compose and
   * on Kubernetes the responses must be the same.
   */
  readonly dependencies: readonly string[];

  /**
   * Values in a response that differ from one request to the next, such as ids. Timestamps need no pattern.
   *
   * @default - none
   */
  readonly volatile?: readonly RegExp[];

  /**
   * Headers, in lower case, that only some responses to the same request have.
   *
   * @default - none
   */
  readonly volatileHeaders?: readonly string[];

  /**
   * Script in the folder of the stack that must run before `docker compose up`.
   *
   * @default - none
   */
  readonly prepare?: string;
}

/** The entry point of a stack under Compose. */
export interface ParityEntry {
  /** Name of the service in the Compose file. */
  readonly service: string;

  /** Port of the container, which the Compose file publishes. */
  readonly port: number;

  /**
   * Whether the port needs TLS. The certificate is not verified.
   *
   * @default false
   */
  readonly tls?: boolean;
}

/** A service to check. */
export interface ParityService {
  /** Port of the service inside the stack. */
  readonly port: number;

  /**
   * Health paths. For a service with health paths the process is checked too: its user, its environment, and how it stops.
   *
   * @default - none, as for a database
   */
  readonly health?: readonly string[];
}

/** A request to the entry point of a stack. */
export interface ParityRequest {
  /** Path such as `/api/products/{id}`. A name in braces is replaced by a value that an earlier request has in `keep`. */
  readonly path: string;

  /**
   * Method of the request.
   *
   * @default 'GET'
   */
  readonly method?: 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE' | 'OPTIONS';

  /**
   * Headers of the request. Names in braces are replaced as in `path`.
   *
   * @default - none
   */
  readonly headers?: Readonly<Record<string, string>>;

  /**
   * Body of the request, sent as JSON. Names in braces are replaced as in `path`, and `{backend.PASSWORD}` by the environment
   * variable `PASSWORD` of the service `backend`.
   *
   * @default - no body
   */
  readonly json?: unknown;

  /**
   * Body of the request, sent unchanged. It needs a `content-type` in `headers`, and excludes `json`.
   *
   * @default - no body
   */
  readonly body?: string;

  /**
   * Values of the response body to keep for later requests: by name, the first group of a pattern.
   *
   * @default - none
   */
  readonly keep?: Readonly<Record<string, RegExp>>;

  /**
   * Name of the request in the report.
   *
   * @default - method and path
   */
  readonly name?: string;
}
