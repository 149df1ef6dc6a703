import { type BackupRole, backupRoleLabel, backupStoreLabel } from '../../lib/contract';
import type { KubeObject } from './kube-object';

/** The role of a CronJob of `Backups`, or of its Jobs and pods; undefined for any other object. */
export function roleOf({ metadata }: KubeObject): BackupRole | undefined {
  return metadata.labels?.[backupRoleLabel] as BackupRole | undefined;
}

/** The store that a CronJob of `Backups`, or one of its Jobs and pods, backs up or restores. */
export function storeOf({ metadata }: KubeObject): string {
  return metadata.labels?.[backupStoreLabel] ?? '';
}
