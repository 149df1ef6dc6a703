import type { BackupCronJob } from '../../engine/backup/cron-jobs';
import { roleOf } from '../../engine/kube/backup-role';
import { type KubeObject, nameOf } from '../../engine/kube/kube-object';
import type { Workload } from './workload';

/** The workloads, with all CronJobs of `Backups` as one workload: each store has two CronJobs with the same facts. */
export function withBackupsAsOne(workloads: readonly Workload[], objects: readonly KubeObject[]): Workload[] {
  const jobs = objects.filter(
    (each): each is BackupCronJob => roleOf(each) !== undefined && each.kind === 'CronJob',
  );
  const names = new Set(jobs.map(nameOf));
  const parts = workloads.filter(({ id }) => names.has(id));
  const [first] = parts;
  if (!first) return [...workloads];
  const scheduled = jobs.filter((job) => roleOf(job) === 'save' && job.spec.suspend !== true).length;
  const one: Workload = {
    ...first,
    name: jobs.find((job) => roleOf(job) === 'list')?.metadata.name ?? first.name,
    scale: scheduled > 0 ? `x${scheduled}` : 'on demand',
    images: [...new Set(parts.flatMap(({ images }) => images))].sort(),
    volumes: first.volumes,
    pods: parts.flatMap(({ pods }) => pods),
  };
  return [...workloads.filter(({ id }) => !names.has(id)), one];
}
