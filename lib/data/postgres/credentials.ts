import type { Construct } from 'constructs';
import { Credentials } from '../../core/credentials';

/**
 * Keys of the app's Secret: those of a CloudNativePG cluster's.
 * @see https://github.com/cloudnative-pg/cloudnative-pg/blob/v1.30.0/pkg/specs/secrets.go
 */
export type PostgresKey = 'username' | 'password' | 'dbname' | 'host' | 'port' | 'uri' | 'jdbc-uri';

interface Database {
  readonly database: string;
  readonly host: string;
  readonly port: number;
}

/** @internal Credentials of the role that owns the database, in the Secret `<id>-app`. */
export function appCredentials(
  scope: Construct,
  id: string,
  { database, host, port }: Database,
): Credentials {
  return new Credentials(scope, `${id}-app`, {
    random: ['password'],
    derive: ({ password = '' }): Record<Exclude<PostgresKey, 'password'>, string> => ({
      username: database,
      dbname: database,
      host,
      port: String(port),
      uri: `postgresql://${database}:${encodeURIComponent(password)}@${host}:${port}/${database}`,
      'jdbc-uri': `jdbc:postgresql://${host}:${port}/${database}?user=${database}&password=${encodeURIComponent(password)}`,
    }),
  });
}

/** @internal Credentials of the role `postgres`, in the Secret `<id>-superuser`. */
export function superuserCredentials(scope: Construct, id: string): Credentials {
  return new Credentials(scope, `${id}-superuser`, {
    random: ['password'],
    derive: () => ({ username: 'postgres' }),
  });
}
