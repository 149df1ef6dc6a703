import type { Construct } from 'constructs';
import type { BackupEncryption } from '../core/backup-encryption';
import type { SecretKey } from '../core/env';
import { Stack } from '../core/stack';
import { environmentBucket } from '../data/object-store/environment-bucket';
import { BackupTarget } from './target';

/** @internal The private keys of an encryption without `identities`. */
export const defaultIdentities: SecretKey = { secret: 'backup-identities', key: 'identities' };

/**
 * @internal The target of `Backups` without `to`: the bucket of the environment, or a volume.
 * @throws if the environment has `scheduledBackups` and no bucket
 */
export function defaultTarget(scope: Construct): BackupTarget {
  const bucket = environmentBucket(
    scope,
    `or set 'to' of '${scope.node.id}' to BackupTarget.volume(), which is lost with the cluster`,
  );
  // `serverSideEncryption` is not used, because the backup program encrypts.
  return bucket ? BackupTarget.s3(bucket.target) : BackupTarget.volume();
}

/**
 * @internal The encryption of `Backups`, or undefined for none.
 * @throws if the environment has `scheduledBackups`, the target is a bucket, and no encryption is set
 */
export function encryptionOf(
  scope: Construct,
  to: BackupTarget,
  own?: BackupEncryption | 'none',
): BackupEncryption | undefined {
  const { name, scheduledBackups, backupEncryption } = Stack.of(scope).environment;
  const encryption = own ?? backupEncryption;
  if (encryption === undefined && scheduledBackups && to._kind === 'bucket') {
    throw new Error(
      `'backupEncryption' of the environment '${name}' must have the keys that backups are encrypted for, such as { recipients: 'age1…' }, got none; or set 'encryption' of '${scope.node.id}' to 'none', then who can read the bucket can read the data`,
    );
  }
  return encryption === 'none' ? undefined : encryption;
}
