import type { Construct } from 'constructs';
import { Credentials } from '../../core/credentials';
import type { SecretFile } from '../../core/env';
import { tlsQuery } from './tls';

/**
 * Keys of the Secret `<id>-app`: the ones that CloudNativePG uses.
 *
 * @see https://github.com/cloudnative-pg/cloudnative-pg/blob/v1.30.0/pkg/specs/secrets.go
 */
export type PostgresKey = 'username' | 'password' | 'dbname' | 'host' | 'port' | 'uri' | 'jdbc-uri';

interface Database {
  readonly database: string;
  readonly host: string;
  readonly port: number;

  /**
   * CA of the server, which the URLs name.
   *
   * @default - no TLS
   */
  readonly ca?: SecretFile;
}

/** @internal The Secret `<id>-app`: credentials of the role that owns the database. */
export function appCredentials(
  scope: Construct,
  id: string,
  { database, host, port, ca }: Database,
): Credentials {
  const query = tlsQuery(ca);
  return new Credentials(scope, `${id}-app`, {
    random: ['password'],
    derive: ({ password = '' }): Record<Exclude<PostgresKey, 'password'>, string> => ({
      username: database,
      dbname: database,
      host,
      port: String(port),
      uri: `postgresql://${database}:${encodeURIComponent(password)}@${host}:${port}/${database}${query && `?${query}`}`,
      'jdbc-uri': `jdbc:postgresql://${host}:${port}/${database}?user=${database}&password=${encodeURIComponent(password)}${query && `&${query}`}`,
    }),
  });
}

/** @internal The Secret `<id>-superuser`: credentials of the role `postgres`. */
export function superuserCredentials(scope: Construct, id: string): Credentials {
  return new Credentials(scope, `${id}-superuser`, {
    random: ['password'],
    derive: () => ({ username: 'postgres' }),
  });
}
