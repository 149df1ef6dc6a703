import { formatPort } from '../contract';

/** Transport protocols of a port. SCTP needs nodes and a network plugin that know it. */
export type Protocol = 'TCP' | 'UDP' | 'SCTP';

/** A port of a workload, where its number alone does not say enough. */
export interface Port {
  /** Number that the container listens on, such as `53`; the Service has the same. */
  readonly port: number;

  /**
   * Transport protocol.
   *
   * @default 'TCP'
   */
  readonly protocol?: Protocol;

  /**
   * Application protocol, for gateways and load balancers (`appProtocol`): a service name of IANA, or one with a domain, such as
   * `kubernetes.io/h2c`.
   *
   * @default - none
   * @see https://kubernetes.io/docs/concepts/services-networking/service/#application-protocol
   */
  readonly appProtocol?: string;
}

/** The ports that a server listens on: `port` if it is one, else `ports`. */
export interface PortProps {
  /**
   * The only TCP port that the container listens on, such as `8080`; the Service has the same.
   *
   * @default - `ports`
   */
  readonly port?: number;

  /**
   * Ports that the container listens on, by name, such as `{ http: 8080, dns: { port: 53, protocol: 'UDP' } }`; the Service has the
   * same. The first one is the main port, for clients that name none. A name is one of IANA: at most 15 lower-case letters, digits
   * and hyphens.
   *
   * @default - `port`
   */
  readonly ports?: Readonly<Record<string, number | Port>>;
}

/** @internal A port of a workload, with its name if it has one. */
export interface NamedPort extends Port {
  readonly name?: string;
  readonly protocol: Protocol;
}

/**
 * @internal Checks that an endpoint is at a TCP port.
 *
 * @param what the prop and its construct, for the error
 * @throws if it is at a port of another protocol
 */
export function checkTcp(
  what: string,
  to: Pick<Port, 'port' | 'protocol'> & { readonly host: string },
): void {
  if ((to.protocol ?? 'TCP') === 'TCP') return;
  throw new Error(
    `${what} must lead to a TCP port, such as that of ${to.host}.at('http'), got '${to.host}' at ${formatPort(to.port, to.protocol)}`,
  );
}
