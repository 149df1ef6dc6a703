import type { Construct } from 'constructs';
import { Backups, BackupTarget, type Environment, Postgres, Redis, Stack, Worker } from '../../../lib';

/** Two databases that accept only TLS, their backups, and a client of each. */
export class Secured extends Stack {
  constructor(scope: Construct, environment: Environment) {
    super(scope, 'secured', { environment: { ...environment, databaseTls: true } });

    const postgresImage = 'postgres:16.10';
    const redisImage = 'redis:7.4.5-alpine';
    const postgres = new Postgres(this, 'postgres', { image: postgresImage, database: 'secured' });
    const redis = new Redis(this, 'redis', { image: redisImage });
    new Backups(this, 'backups', { of: [postgres, redis], to: BackupTarget.volume() });

    const waits = { command: ['sh', '-c', 'trap exit TERM; sleep infinity & wait'], replicas: 1 };
    new Worker(this, 'sql', {
      ...waits,
      image: postgresImage,
      env: { DATABASE_URL: postgres.secret('uri') },
      startsAfter: [postgres],
    });
    new Worker(this, 'cache', {
      ...waits,
      image: redisImage,
      env: { REDIS_CA: redis.ca ?? '', REDISCLI_AUTH: redis.secret('password') },
      startsAfter: [redis],
    });
  }
}

/** What a project adds to its stacks. */
export const stacks = { secured: Secured };
