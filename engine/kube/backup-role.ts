import { type BackupRole, backupRoleLabel, backupStoreLabel } from '../../lib/contract';
import type { KubeObject } from './kube-object';

/** What a CronJob of `Backups`, or a Job or a pod of it, does; undefined if it is none. */
export function roleOf({ metadata }: KubeObject): BackupRole | undefined {
  return metadata.labels?.[backupRoleLabel] as BackupRole | undefined;
}

/** The store that a CronJob of `Backups`, or a Job or a pod of it, backs up or restores. */
export function storeOf({ metadata }: KubeObject): string {
  return metadata.labels?.[backupStoreLabel] ?? '';
}
