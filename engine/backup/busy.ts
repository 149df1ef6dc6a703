import { type BackupRole, backupRoleLabel, backupStoreLabel } from '../../lib/contract';
import { Failure } from '../base/failure';
import { hasEnded } from '../health/condition';
import type { Workload } from '../health/snapshot';
import { roleOf, storeOf } from '../kube/backup-role';
import type { Kubectl } from '../kube/kubectl';

/**
 * The Jobs of a stack's backups that have not ended.
 *
 * @param stores only Jobs of these stores. @default - all
 */
export async function unfinishedJobs(
  kubectl: Kubectl,
  stack: string,
  roles: readonly BackupRole[],
  stores?: readonly string[],
): Promise<readonly Workload[]> {
  const terms = [`${backupRoleLabel} in (${roles.join(',')})`];
  if (stores) terms.push(`${backupStoreLabel} in (${stores.join(',')})`);
  const jobs = await kubectl.list<Workload>(['jobs'], ['--namespace', stack, '--selector', terms.join(',')]);
  return jobs.filter((job) => !hasEnded(job));
}

/**
 * Checks that no backup Job uses the same data.
 *
 * @throws Failure if such a Job has not ended
 */
export async function refuseWhileBusy(...asked: Parameters<typeof unfinishedJobs>): Promise<void> {
  const [job] = await unfinishedJobs(...asked);
  if (!job) return;
  const [{ context }, stack] = asked;
  const does = roleOf(job) === 'save' ? 'backs up' : 'restores';
  const { name } = job.metadata;
  const kubectl = `kubectl --context ${context} --namespace ${stack}`;
  throw new Failure(
    `Job/${name} of '${stack}' still ${does} ${storeOf(job)}`,
    `Wait for its end ('${kubectl} get job ${name} --watch'), or delete it ('${kubectl} delete job ${name}'), and repeat the command.`,
  );
}
