import type { Construct } from 'constructs';
import {
  Backups,
  type Environment,
  minio,
  Mongo,
  ObjectStore,
  Postgres,
  Redis,
  Stack,
  Worker,
} from '../../../lib';

/** A store of each kind with backups on a volume and, encrypted, in an object store; and a client of all of them. */
export class Vault extends Stack {
  constructor(scope: Construct, environment: Environment) {
    super(scope, 'vault', { environment });

    const postgres = new Postgres(this, 'postgres', { image: 'postgres:16.10', database: 'vault' });
    const redis = new Redis(this, 'redis', { image: 'redis:7.4.5-alpine' });
    const mongodb = new Mongo(this, 'mongodb', { image: 'mongo:7.0.25', database: 'vault' });
    const server = minio('quay.io/minio/minio:RELEASE.2025-09-07T16-13-09Z');
    const store = new ObjectStore(this, 'minio', { server });
    const stores = [postgres, redis, mongodb, store];

    new Worker(this, 'client', {
      image: 'redis:7.4.5-alpine',
      command: ['sh', '-c', 'trap exit TERM; sleep infinity & wait'],
      connectsTo: stores,
    });
    new Backups(this, 'backups', { of: stores });
  }
}
