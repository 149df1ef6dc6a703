import type { SecretKey } from './env';

/** A bucket outside of the cluster, where the backups of an environment are stored. */
export interface BackupBucket {
  /** URL of an S3-compatible server, such as `https://s3.eu-central-1.amazonaws.com`. */
  readonly endpoint: string;

  /** Name of the bucket. */
  readonly bucket: string;

  /**
   * Prefix of all keys. The keys of the stack `shop` begin with `<prefix>/shop/`. If clusters share a bucket, give each its
   * own prefix.
   *
   * @default - none: the keys of the stack `shop` begin with `shop/`
   */
  readonly prefix?: string;

  /**
   * Region of the bucket.
   *
   * @default - the default of the server
   */
  readonly region?: string;

  /**
   * Name of the Secret with the keys `access-key-id` and `secret-access-key`. It must exist in the namespace of each stack.
   *
   * @default 'backup-target'
   */
  readonly credentials?: string;

  /**
   * Secret key with a CA bundle (PEM), for an endpoint with a certificate of a private CA.
   *
   * @default - the public CAs
   */
  readonly ca?: SecretKey;

  /**
   * Encryption of the backups of a `PostgresCluster` by the server of the bucket. `Backups` do not use it: see
   * `Environment.backupEncryption`.
   *
   * @default - the default of the bucket
   */
  readonly serverSideEncryption?: 'AES256' | 'aws:kms';
}
