import type { Construct } from 'constructs';
import { Credentials } from '../../core/credentials';

/** Keys of the Secret `<id>-credentials`. */
export type RabbitMqKey = 'username' | 'password' | 'host' | 'port' | 'vhost' | 'uri';

interface Login {
  readonly username: string;
  readonly vhost: string;
  readonly host: string;
  readonly port: number;
}

/** @internal The Secret `<id>-credentials`: the user of the app. */
export function appCredentials(scope: Construct, id: string, login: Login): Credentials {
  const { username, vhost, host, port } = login;
  const [user, path] = [username, vhost].map(encodeURIComponent);
  return new Credentials(scope, `${id}-credentials`, {
    random: ['password'],
    derive: ({ password = '' }): Record<Exclude<RabbitMqKey, 'password'>, string> => ({
      username,
      host,
      port: String(port),
      vhost,
      uri: `amqp://${user}:${encodeURIComponent(password)}@${host}:${port}/${path}`,
    }),
  });
}
