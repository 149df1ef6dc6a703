import { type BackupRole, backupRoleLabel, backupStoreLabel } from '../../lib/contract';
import { Failure } from '../base/failure';
import { hasEnded } from '../health/condition';
import type { Workload } from '../health/snapshot';
import { roleOf, storeOf } from '../kube/backup-role';
import type { Kubectl } from '../kube/kubectl';

/**
 * The Jobs of backups in a stack that have not ended.
 *
 * @param stores those that they are about. @default - all
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
 * Keeps work apart from Jobs that use the same data.
 *
 * @throws Failure that names one which has not ended
 */
export async function refuseWhileBusy(...asked: Parameters<typeof unfinishedJobs>): Promise<void> {
  const [job] = await unfinishedJobs(...asked);
  if (!job) return;
  const [{ context }, stack] = asked;
  const does = roleOf(job) === 'save' ? 'backs up' : 'restores';
  const { name } = job.metadata;
  const kubectl = `kubectl --context ${context} --namespace ${stack}`;
  throw new Failure(
    `Job/${name}, which ${does} ${storeOf(job)}, has not ended`,
    `Wait until it has ('${kubectl} get job ${name} --watch'), or delete it ('${kubectl} delete job ${name}'), and repeat the command.`,
  );
}
