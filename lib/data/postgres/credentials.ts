import type { Construct } from 'constructs';
import { Credentials } from '../../core/credentials';
import type { PostgresNames } from './names';

/**
 * Keys of the Secret `<id>-app`: the ones that CloudNativePG uses.
 *
 * @see https://github.com/cloudnative-pg/cloudnative-pg/blob/v1.30.0/pkg/specs/secrets.go
 */
export type PostgresKey = 'username' | 'password' | 'dbname' | 'host' | 'port' | 'uri' | 'jdbc-uri';

interface Login extends Pick<PostgresNames, 'database' | 'role'> {
  readonly host: string;
  readonly port: number;
}

/** @internal The Secret `<id>-app`: credentials of the role that owns the database. */
export function appCredentials(
  scope: Construct,
  id: string,
  { database, role, host, port }: Login,
): Credentials {
  const [user, name] = [role, database].map(encodeURIComponent);
  return new Credentials(scope, `${id}-app`, {
    random: ['password'],
    derive: ({ password = '' }): Record<Exclude<PostgresKey, 'password'>, string> => ({
      username: role,
      dbname: database,
      host,
      port: String(port),
      uri: `postgresql://${user}:${encodeURIComponent(password)}@${host}:${port}/${name}`,
      'jdbc-uri': `jdbc:postgresql://${host}:${port}/${name}?user=${user}&password=${encodeURIComponent(password)}`,
    }),
  });
}

/** @internal The Secret `<id>-superuser`: credentials of the role that initdb makes. */
export function superuserCredentials(scope: Construct, id: string, username: string): Credentials {
  return new Credentials(scope, `${id}-superuser`, {
    random: ['password'],
    derive: () => ({ username }),
  });
}
