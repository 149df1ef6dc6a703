import type { Construct } from 'constructs';
import { Credentials } from '../../core/credentials';

/** Keys of the Secret `<id>-app`. */
export type MongoKey = 'username' | 'password' | 'database' | 'uri';

interface Database {
  readonly database: string;
  readonly host: string;
  readonly port: number;
}

/** @internal The Secret `<id>-app`: credentials of the user of the app. */
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

/** @internal The Secret `<id>-exporter-user`: credentials of the user of the exporter. */
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

/** @internal The Secret `<id>-root`: credentials of the user `root`. */
export function rootCredentials(scope: Construct, id: string): Credentials {
  return new Credentials(scope, `${id}-root`, {
    random: ['password'],
    derive: () => ({ username: 'root' }),
  });
}
