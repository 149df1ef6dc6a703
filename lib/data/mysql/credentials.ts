import type { Construct } from 'constructs';
import { Credentials } from '../../core/credentials';

/** Keys of the Secret `<id>-credentials`. */
export type MySqlKey =
  'username' | 'password' | 'database' | 'host' | 'port' | 'uri' | 'jdbc-uri' | 'root-password';

interface Login {
  readonly database: string;
  readonly username: string;
  readonly host: string;
  readonly port: number;

  /** Name of the JDBC driver. */
  readonly jdbc: string;
}

/** @internal The Secret `<id>-credentials`: the user of the app, and the password of root. */
export function serverCredentials(scope: Construct, id: string, login: Login): Credentials {
  const { database, username, host, port, jdbc } = login;
  const [user, name] = [username, database].map(encodeURIComponent);
  return new Credentials(scope, `${id}-credentials`, {
    random: ['password', 'root-password'],
    derive: ({ password = '' }): Record<Exclude<MySqlKey, 'password' | 'root-password'>, string> => ({
      username,
      database,
      host,
      port: String(port),
      uri: `mysql://${user}:${encodeURIComponent(password)}@${host}:${port}/${name}`,
      'jdbc-uri': `jdbc:${jdbc}://${host}:${port}/${name}?user=${user}&password=${encodeURIComponent(password)}`,
    }),
  });
}

/** @internal The Secret `<id>-exporter-user`: the password of the user of the exporter. */
export function exporterCredentials(scope: Construct, id: string): Credentials {
  return new Credentials(scope, `${id}-exporter-user`, { random: ['password'] });
}
