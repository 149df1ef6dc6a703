import { Construct } from 'constructs';
import { isIP } from 'node:net';
import { checkPort } from '../core/check';
import { checkProps } from '../core/check-props';
import type { Outside } from '../core/connections';
import { Credentials } from '../core/credentials';
import type { SecretKey } from '../core/env';
import { freeId } from '../core/free-id';

/** Props of `fromSecret`: a server that runs outside of the stack, and the Secret with its credentials. */
export interface ExternalServerProps {
  /** Name of the Secret, which must exist in the namespace of the stack. */
  readonly secret: string;

  /** Host name or address of the server, such as `shop.abc.eu-central-1.rds.amazonaws.com`. */
  readonly host: string;

  /**
   * TCP port of the server.
   *
   * @default - the usual one of its kind
   */
  readonly port?: number;

  /**
   * Addresses of the server, such as `['10.20.0.0/16']`: NetworkPolicies allow connections to no others.
   *
   * @default - every address at that port, as NetworkPolicies cannot name a host
   */
  readonly addresses?: readonly string[];

  /**
   * The keys of the Secret that have other names than those of a server in the stack: `{ password: 'DB_PASSWORD' }`.
   *
   * @default - all have the same names
   */
  readonly keys?: Readonly<Record<string, string>>;
}

/**
 * A server outside of the stack, such as a database of a cloud provider, made by `Postgres.fromSecret` and the like. It hands
 * clients the same keys as a server in the stack, so that the chart is the same. A workload that names it in `connectsTo` may
 * connect to it.
 *
 * Defines nothing. The Secret must have the keys that the chart uses. Nobody can wait for the server with `startsAfter`; it has
 * no backups and no exporter.
 *
 * @throws if `host` is neither a host name nor an address
 * @throws if `addresses` is empty, or has something else than an address or a block of addresses
 */
export class ExternalServer<Key extends string = string> extends Construct implements Outside {
  public readonly host: string;
  public readonly port: number;
  public readonly egress: readonly string[];
  private readonly credentials: Credentials;
  private readonly keys: Readonly<Record<string, string>>;

  /** @internal @param usualPort port of servers of that kind */
  constructor(scope: Construct, id: string, props: ExternalServerProps, usualPort: number) {
    super(scope, freeId(scope, ExternalServer, id));
    const { secret, host, port = usualPort, addresses, keys = {} } = checkProps(this, ExternalServer, props);
    this.host = checkHost(id, host);
    this.port = checkPort(id, port);
    this.egress = (addresses ? checkAddresses(id, addresses) : [`tcp://${urlHost(host)}`]).map(
      (server) => `${server}:${port}`,
    );
    this.credentials = new Credentials(this, 'Credentials', { existing: secret });
    this.keys = keys;
  }

  /** A reference to a key of the Secret, for the `env` of a client. */
  public secret(key: Key): SecretKey {
    return this.credentials.key(this.keys[key] ?? key);
  }
}

function checkHost(id: string, host: string): string {
  const isName = /^(?=.{1,253}$)[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*\.?$/i.test(
    host,
  );
  if (isName || isIP(host) > 0) return host;
  throw new Error(
    `'host' of '${id}' must be a host name or an address, such as 'db.example.com', got '${host}'`,
  );
}

function checkAddresses(id: string, addresses: readonly string[]): readonly string[] {
  if (addresses.length === 0) {
    throw new Error(`'addresses' of '${id}' must have at least one, such as '10.20.0.0/16', got none`);
  }
  return addresses.map((block) => {
    const [address = '', bits, ...rest] = block.split('/');
    const version = isIP(address);
    const most = version === 4 ? 32 : 128;
    const isBlock = bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= most);
    if (version === 0 || !isBlock || rest.length > 0) {
      throw new Error(
        `'addresses' of '${id}' must be addresses or blocks of them, such as '10.20.0.0/16', got '${block}'`,
      );
    }
    return block;
  });
}

/** A host in a URL: an address of IPv6 needs brackets. */
function urlHost(host: string): string {
  return isIP(host) === 6 ? `[${host}]` : host;
}
