import type { KubeObject } from '../kube/kube-object';
import type { Kubectl } from '../kube/kubectl';
import { describeSchedule, lateness, type Schedule } from './schedule';
import type { BackupState } from './state';

/** A `ScheduledBackup` of CloudNativePG, which creates a `Backup` at each due time. */
export interface ScheduledBackup extends KubeObject {
  readonly kind: 'ScheduledBackup';
  readonly spec: Schedule & { readonly cluster: { readonly name: string } };
  readonly status?: { readonly error?: string };
}

/** One backup of a `PostgresCluster`, scheduled or on demand. */
export interface ClusterBackup extends KubeObject {
  readonly kind: 'Backup';
  readonly spec: { readonly cluster: { readonly name: string } };
  readonly status?: { readonly phase?: string; readonly error?: string; readonly stoppedAt?: string };
}

const kinds = ['scheduledbackups.postgresql.cnpg.io', 'backups.postgresql.cnpg.io'];

/** The backups of a stack by CloudNativePG, and their schedules; empty if the cluster has no CloudNativePG. */
export function clusterBackups(
  kubectl: Kubectl,
  stack: string,
): Promise<readonly (ScheduledBackup | ClusterBackup)[]> {
  return kubectl.listKnown(kinds, ['--namespace', stack]);
}

/** The state of the backups of each PostgresCluster with a schedule. */
export function clusterBackupStates(
  objects: readonly (ScheduledBackup | ClusterBackup)[],
  now: number,
): BackupState[] {
  const backups = objects.filter((each) => each.kind === 'Backup').sort((a, b) => created(b) - created(a));
  return objects
    .filter((each) => each.kind === 'ScheduledBackup')
    .map((scheduled) => {
      const store = scheduled.spec.cluster.name;
      const own = backups.filter(({ spec }) => spec.cluster.name === store);
      const good = own.find(({ status }) => status?.phase === 'completed');
      const last = good && Date.parse(good.status?.stoppedAt ?? good.metadata.creationTimestamp ?? '');
      const trouble = failureOf(scheduled, own) ?? lateness(scheduled.spec, last, since(scheduled), now);
      return {
        store,
        schedule: describeSchedule(scheduled.spec),
        madeBy: 'CloudNativePG' as const,
        ...(last !== undefined && { age: now - last }),
        ...(trouble !== undefined && { trouble }),
      };
    })
    .sort((a, b) => (a.store < b.store ? -1 : 1));
}

/** Phases of a backup that has not ended. */
const unfinished = ['', 'pending', 'started', 'running', 'finalizing'];

function failureOf({ status }: ScheduledBackup, newestFirst: readonly ClusterBackup[]): string | undefined {
  if (status?.error) return status.error;
  const newest = newestFirst.find((backup) => !unfinished.includes(backup.status?.phase ?? ''));
  const { phase, error = '' } = newest?.status ?? {};
  if (newest === undefined || phase === 'completed') return undefined;
  const how = phase === 'failed' ? phase : `is in the state '${phase}'`;
  return `Backup/${newest.metadata.name} ${how}: ${error}`;
}

function since({ metadata }: KubeObject): string | undefined {
  return metadata.creationTimestamp;
}

function created({ metadata }: KubeObject): number {
  return Date.parse(metadata.creationTimestamp ?? '');
}
