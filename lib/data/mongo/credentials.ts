import type { Construct } from 'constructs';
import { Credentials } from '../../core/credentials';

/** Keys of the app's Secret. */
export type MongoKey = 'username' | 'password' | 'database' | 'uri';

interface Database {
  readonly database: string;
  readonly host: string;
  readonly port: number;
}

/** @internal Credentials of the user of the app's database, in the Secret `<id>-app`. */
export function appCredentials(
  scope: Construct,
  id: string,
  { database, host, port }: Database,
): Credentials {
  return new Credentials(scope, `${id}-app`, {
    random: ['password'],
    derive: ({ password = '' }): Record<Exclude<MongoKey, 'password'>, string> => ({
      username: database,
      database,
      uri: `mongodb://${database}:${encodeURIComponent(password)}@${host}:${port}/${database}?authSource=${database}`,
    }),
  });
}

/** @internal Credentials of the user that the exporter is, in the Secret `<id>-exporter-user`. */
export function exporterCredentials(
  scope: Construct,
  id: string,
  { host, port }: Pick<Database, 'host' | 'port'>,
): Credentials {
  return new Credentials(scope, `${id}-exporter-user`, {
    random: ['password'],
    derive: ({ password = '' }) => ({
      username: 'exporter',
      database: 'admin',
      uri: `mongodb://exporter:${encodeURIComponent(password)}@${host}:${port}/admin?authSource=admin`,
    }),
  });
}

/** @internal Credentials of the user `root`, in the Secret `<id>-root`. */
export function rootCredentials(scope: Construct, id: string): Credentials {
  return new Credentials(scope, `${id}-root`, {
    random: ['password'],
    derive: () => ({ username: 'root' }),
  });
}
