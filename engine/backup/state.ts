import { conditionOf, hasEnded } from '../health/condition';
import type { Snapshot, Workload } from '../health/snapshot';
import { roleOf, storeOf } from '../kube/backup-role';
import type { BackupCronJob } from './cron-jobs';
import { damageSeen, inspectionsOf } from './inspection';
import { describeSchedule, lateness } from './schedule';

/** The state of the backups of one store. */
export interface BackupState {
  readonly store: string;
  readonly schedule: string;
  readonly madeBy: 'slipway' | 'CloudNativePG';

  /** Milliseconds since the last successful backup; absent if there is none. */
  readonly age?: number;

  /** The problem; absent if there is none. */
  readonly trouble?: string;

  /** Whether the target was not listed since the last successful backup. @default false */
  readonly unseen?: boolean;
}

/** A snapshot without the Jobs of backups and restores: the readiness of the stack does not depend on them. */
export function withoutBackupJobs(snapshot: Snapshot): Snapshot {
  return { ...snapshot, workloads: snapshot.workloads.filter((workload) => roleOf(workload) === undefined) };
}

/** The state of the backups of each store, from the Jobs in the cluster that back up, and those that list the backups. */
export function backupStates(
  cronJobs: readonly BackupCronJob[],
  { workloads, pods }: Pick<Snapshot, 'workloads' | 'pods'>,
  now: number,
): BackupState[] {
  const inspections = inspectionsOf(pods);
  return cronJobs
    .filter((cronJob) => roleOf(cronJob) === 'save')
    .map((cronJob) => {
      const jobs = workloads.filter((job) => roleOf(job) === 'save' && storeOf(job) === storeOf(cronJob));
      const success = cronJob.status?.lastSuccessfulTime;
      const last = success === undefined ? undefined : Date.parse(success);
      const seen = inspections.get(storeOf(cronJob));
      const sinceThen = seen && last !== undefined && seen.at >= last ? seen : undefined;
      const trouble =
        failureOf(jobs) ??
        (sinceThen && damageSeen(sinceThen)) ??
        lateness(cronJob.spec, last, cronJob.metadata.creationTimestamp, now);
      return {
        store: storeOf(cronJob),
        schedule: describeSchedule(cronJob.spec),
        madeBy: 'slipway' as const,
        ...(last !== undefined && { age: now - last }),
        ...(trouble !== undefined && { trouble }),
        ...(last !== undefined && !sinceThen && { unseen: true }),
      };
    })
    .sort((a, b) => (a.store < b.store ? -1 : 1));
}

function failureOf(jobs: readonly Workload[]): string | undefined {
  const newest = [...jobs].filter(hasEnded).sort((a, b) => created(b) - created(a))[0];
  const failure = newest && conditionOf(newest, 'Failed');
  return newest && failure
    ? `Job/${newest.metadata.name} failed: ${failure.message ?? failure.reason ?? ''}`
    : undefined;
}

function created({ metadata }: Workload): number {
  return Date.parse(metadata.creationTimestamp ?? '');
}
