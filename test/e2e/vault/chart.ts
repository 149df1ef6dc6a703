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

/** What runs every object store of the drill. */
export const minioImage = 'quay.io/minio/minio:RELEASE.2025-09-07T16-13-09Z';

/** Where the backups go that are not on a volume. */
export const offsiteUrl = 'https://minio.vault-offsite.svc:9000';

/** A store of each kind and a client of all: one has backups on a volume, the others encrypted ones elsewhere. */
export class Vault extends Stack {
  constructor(scope: Construct, environment: Environment) {
    super(scope, 'vault', { environment });

    const postgres = new Postgres(this, 'postgres', { image: 'postgres:16.10', database: 'vault' });
    const redis = new Redis(this, 'redis', { image: 'redis:7.4.5-alpine' });
    const mongodb = new Mongo(this, 'mongodb', { image: 'mongo:7.0.25', database: 'vault' });
    const store = new ObjectStore(this, 'minio', { server: minio(minioImage) });

    new Worker(this, 'client', {
      image: 'redis:7.4.5-alpine',
      command: ['sh', '-c', 'trap exit TERM; sleep infinity & wait'],
      connectsTo: [postgres, redis, mongodb, store],
    });

    new Backups(this, 'backups', { of: [redis] });

    const existing = 'offsite-credentials';
    new Backups(this, 'encrypted', {
      of: [postgres, mongodb, store],
      to: BackupTarget.s3({
        endpoint: offsiteUrl,
        bucket: 'backups',
        credentials: new Credentials(this, existing, { random: [], existing }),
        ca: { secret: 'offsite-ca', key: 'ca.crt' },
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
