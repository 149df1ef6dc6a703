import { Construct } from 'constructs';
import type { BackupBucket } from '../../core/backup-bucket';
import { Credentials } from '../../core/credentials';
import { Stack } from '../../core/stack';
import type { S3TargetProps } from './bucket';

/** The bucket of an environment. */
interface EnvironmentBucket {
  readonly target: S3TargetProps;
  readonly serverSideEncryption?: BackupBucket['serverSideEncryption'];
}

/**
 * @internal `Environment.backupBucket`, or undefined if the environment has none.
 * @throws if the environment has `scheduledBackups` and no bucket: production data must not depend on the cluster unnoticed
 */
export function environmentBucket(scope: Construct, choice: string): EnvironmentBucket | undefined {
  const { environment, namespace } = Stack.of(scope);
  const { name, backupBucket, scheduledBackups } = environment;
  if (backupBucket) {
    const { prefix, credentials: existing = 'backup-target', serverSideEncryption, ...bucket } = backupBucket;
    const credentials = new Credentials(scope, 'backup-target', { random: [], existing });
    const trimmed = prefix?.replaceAll(/^\/+|\/+$/g, '');
    const target = { ...bucket, credentials, prefix: trimmed ? `${trimmed}/${namespace}` : namespace };
    return { target, serverSideEncryption };
  }
  if (!scheduledBackups) return undefined;
  throw new Error(
    `'backupBucket' of the environment '${name}' must be a bucket outside of the cluster, such as { endpoint: 'https://s3.example.com', bucket: 'backups' }, got none; ${choice}`,
  );
}
