import type { Construct } from 'constructs';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as slipway from 'slipway';

/** The databases that have a page. */
export interface Databases {
  readonly postgres: slipway.Postgres;
  readonly mongodb: slipway.Mongo;
  readonly redis: slipway.Redis;
}

/** pgAdmin, Mongo Express and Redis Commander, each with one database in reach and one password for all. */
export function adminPages(scope: Construct, { postgres, mongodb, redis }: Databases): void {
  const password = new slipway.Credentials(scope, 'admin-credentials', { random: ['password'] }).key(
    'password',
  );

  new slipway.AdminUi(scope, 'pgadmin', {
    image: 'dpage/pgadmin4:9.16',
    port: 5050,
    user: 5050,
    env: {
      PGADMIN_DEFAULT_EMAIL: 'admin@example.com',
      PGADMIN_DEFAULT_PASSWORD: password,
      PGADMIN_LISTEN_PORT: 5050,
      PGADMIN_DISABLE_POSTFIX: true,
      PGADMIN_CUSTOM_CONFIG_DISTRO_FILE: '/tmp/config_distro.py', // else beside its code, which is read-only
    },
    files: { '/pgadmin4/servers.json': readFileSync(join(__dirname, 'pgadmin/servers.json'), 'utf8') },
    emptyDirs: { '/tmp': slipway.Size.mebibytes(64), '/var/lib/pgadmin': slipway.Size.mebibytes(256) },
    resources: upTo(512),
    connectsTo: [postgres],
  });

  new slipway.AdminUi(scope, 'mongo-express', {
    image: 'mongo-express:1.0.2-20-alpine3.19',
    port: 8081,
    user: 1000, // node
    env: {
      ME_CONFIG_MONGODB_URL: mongodb.secret('uri'),
      ME_CONFIG_MONGODB_ENABLE_ADMIN: false, // this user sees one database
      ME_CONFIG_BASICAUTH: true,
      ME_CONFIG_BASICAUTH_USERNAME: 'admin',
      ME_CONFIG_BASICAUTH_PASSWORD: password,
    },
    resources: upTo(256),
    connectsTo: [mongodb],
  });

  new slipway.AdminUi(scope, 'redis-commander', {
    image: 'ghcr.io/joeferner/redis-commander:0.9.0',
    port: 8081,
    user: 1000, // node
    env: {
      // Not REDIS_PASSWORD, which the image's start script turns into an argument.
      NODE_CONFIG: slipway.secretText`{"noSave":true,"connections":[{"label":"thereview","host":"redis","port":6379,"dbIndex":0,"password":"${redis.secret('password')}"}]}`,
      HTTP_USER: 'admin',
      HTTP_PASSWORD: password,
    },
    resources: upTo(256),
    connectsTo: [redis],
  });
}

function upTo(mebibytes: number): slipway.Resources {
  return slipway.resources({ millicores: [25, 500], mebibytes: [96, mebibytes] });
}
