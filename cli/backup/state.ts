import { formatDuration } from '../arguments/duration';
import type { Condition, Snapshot, Workload } from '../rollout/snapshot';
import { table } from '../terminal/table';
import { type BackupCronJob, roleOf, storeOf } from './cron-jobs';

/** How the backups of one store are doing. */
export interface BackupState {
  readonly store: string;
  readonly schedule: string;

  /** Milliseconds since the last one that succeeded; absent if none has. */
  readonly age?: number;

  /** What is wrong; absent if nothing is. */
  readonly trouble?: string;
}

/** A snapshot without the Jobs that make and restore backups: they come and go, and the stack is up without them. */
export function withoutBackupJobs(snapshot: Snapshot): Snapshot {
  return { ...snapshot, workloads: snapshot.workloads.filter((workload) => roleOf(workload) === undefined) };
}

/** A backup that should be made daily is late after two days: one night without a cluster is no trouble. */
const lateAfter = 48 * 3_600_000;

/** How the backups of each store are doing, by what Kubernetes remembers of their Jobs. */
export function backupStates(
  cronJobs: readonly BackupCronJob[],
  { workloads }: Pick<Snapshot, 'workloads'>,
  now: number,
): BackupState[] {
  return cronJobs
    .filter((cronJob) => roleOf(cronJob) === 'save')
    .map((cronJob) => {
      const jobs = workloads.filter((job) => roleOf(job) === 'save' && storeOf(job) === storeOf(cronJob));
      const last = cronJob.status?.lastSuccessfulTime;
      const age = last === undefined ? undefined : now - Date.parse(last);
      const trouble = troubleOf(cronJob, jobs, age, now);
      return {
        store: storeOf(cronJob),
        schedule: cronJob.spec.suspend ? 'by hand' : cronJob.spec.schedule,
        ...(age !== undefined && { age }),
        ...(trouble !== undefined && { trouble }),
      };
    })
    .sort((a, b) => (a.store < b.store ? -1 : 1));
}

function troubleOf(
  { metadata, spec, status }: BackupCronJob,
  jobs: readonly Workload[],
  age: number | undefined,
  now: number,
): string | undefined {
  const newest = [...jobs].filter((job) => ended(job)).sort((a, b) => created(b) - created(a))[0];
  const failure = newest && conditionOf(newest, 'Failed');
  if (newest && failure)
    return `Job/${newest.metadata.name} failed: ${failure.message ?? failure.reason ?? ''}`;
  // Only where it is made every day; who wants one a week has said so in the schedule.
  const isDaily = !spec.suspend && /^\S+ \S+ \* \* \*$/.test(spec.schedule);
  const since = age ?? now - Date.parse(metadata.creationTimestamp ?? '');
  if (isDaily && since > lateAfter) {
    return status?.lastSuccessfulTime === undefined ? 'there is none yet' : 'the last one is too old';
  }
  return undefined;
}

function ended(job: Workload): boolean {
  return conditionOf(job, 'Failed') !== undefined || conditionOf(job, 'Complete') !== undefined;
}

function conditionOf({ status }: Workload, wanted: string): Condition | undefined {
  return status?.conditions?.find(({ type, status: is }) => type === wanted && is === 'True');
}

function created({ metadata }: Workload): number {
  return Date.parse(metadata.creationTimestamp ?? '');
}

/** Lines with the backups of each store; none for a stack without backups. */
export function describeBackupStates(states: readonly BackupState[], stack: string): string[] {
  if (states.length === 0) return [];
  const rows = states.map(({ store, schedule, age, trouble }) => [
    store,
    schedule,
    age === undefined ? 'none' : `${formatDuration(age)} ago`,
    trouble ?? 'ok',
  ]);
  const isTroubled = states.some(({ trouble }) => trouble !== undefined);
  return [
    '',
    ...table([['BACKUPS OF', 'SCHEDULE', 'LAST GOOD', 'STATE'], ...rows]),
    ...(isTroubled ? ['', `'npx slipway backup ${stack}' makes them now, and says why if it can't.`] : []),
  ];
}
