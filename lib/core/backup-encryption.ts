import type { SecretKey } from './env';

/**
 * Keys for the encryption of backups, as `age-keygen` generates them.
 *
 * @see https://age-encryption.org
 */
export interface BackupEncryption {
  /** Public keys (recipients), one per line. A backup needs only these. */
  readonly recipients: string | SecretKey;

  /**
   * Private keys (identities), one per line. The Secret must exist only during a restore.
   *
   * @default { secret: 'backup-identities', key: 'identities' }
   */
  readonly identities?: SecretKey;
}
