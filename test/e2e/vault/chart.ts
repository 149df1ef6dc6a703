import type { Construct } from 'constructs';
import {
  Backups,
  BackupTarget,
  Credentials,
  type Environment,
  minio,
  Mongo,
  ObjectStore,
  Postgres,
  Redis,
  Stack,
  Worker,
} from '../../../lib';

/** A store of each kind and a client of all: two have backups on a volume, two encrypted ones in an object store. */
export class Vault extends Stack {
  constructor(scope: Construct, environment: Environment) {
    super(scope, 'vault', { environment });

    const postgres = new Postgres(this, 'postgres', { image: 'postgres:16.10', database: 'vault' });
    const redis = new Redis(this, 'redis', { image: 'redis:7.4.5-alpine' });
    const mongodb = new Mongo(this, 'mongodb', { image: 'mongo:7.0.25', database: 'vault' });
    const server = minio('quay.io/minio/minio:RELEASE.2025-09-07T16-13-09Z');
    const store = new ObjectStore(this, 'minio', { server });

    new Worker(this, 'client', {
      image: 'redis:7.4.5-alpine',
      command: ['sh', '-c', 'trap exit TERM; sleep infinity & wait'],
      connectsTo: [postgres, redis, mongodb, store],
    });

    new Backups(this, 'backups', { of: [postgres, redis] });

    const offsite = new ObjectStore(this, 'offsite', { server });
    const existing = 'offsite-credentials';
    new Backups(this, 'encrypted', {
      of: [mongodb, store],
      to: BackupTarget.s3({
        endpoint: offsite,
        bucket: 'backups',
        credentials: new Credentials(this, 'offsite-user', { random: [], existing }),
      }),
      encryption: {
        recipients: { secret: 'backup-recipients', key: 'recipients' },
        identities: { secret: 'backup-identities', key: 'identities' },
      },
    });
  }
}

/** What a project adds to its stacks. */
export const stacks = { vault: Vault };
