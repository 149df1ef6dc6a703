import { Construct } from 'constructs';
import { Credentials } from '../../core/credentials';
import type { BackupBucket } from '../../core/backup-bucket';
import { Stack } from '../../core/stack';
import type { S3TargetProps } from './bucket';

/** A bucket of the environment, as the props of a target. */
interface EnvironmentBucket extends S3TargetProps {
  readonly serverSideEncryption?: BackupBucket['serverSideEncryption'];
}

/**
 * @internal `Environment.backupBucket` as the props of a target, or undefined if the environment has none.
 * @throws if the environment has `scheduledBackups` and no bucket: production data must not depend on the cluster unnoticed
 */
export function environmentBucket(scope: Construct, choice: string): EnvironmentBucket | undefined {
  const { environment, namespace } = Stack.of(scope);
  const { name, backupBucket, scheduledBackups } = environment;
  if (backupBucket) {
    const { prefix, credentials: existing = 'backup-target', ...bucket } = backupBucket;
    const credentials = new Credentials(scope, 'backup-target', { random: [], existing });
    const trimmed = prefix?.replaceAll(/^\/+|\/+$/g, '');
    return { ...bucket, credentials, prefix: trimmed ? `${trimmed}/${namespace}` : namespace };
  }
  if (!scheduledBackups) return undefined;
  throw new Error(
    `'backupBucket' of the environment '${name}' must be a bucket outside of the cluster, such as { endpoint: 'https://s3.example.com', bucket: 'backups' }, got none; ${choice}`,
  );
}
