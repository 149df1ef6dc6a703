import { type BackupRole, backupRoleLabel } from '../../lib/contract';
import { Failure } from '../base/failure';
import type { StackRef } from '../base/stack-ref';
import { roleOf, storeOf } from '../kube/backup-role';
import type { Kubectl } from '../kube/kubectl';
import type { CronJob } from '../kube/objects';
import { invocation } from '../machine/invocation';

/** A CronJob that the construct `Backups` defines. */
export type BackupCronJob = CronJob;

/** The CronJobs of a stack's backups in the cluster; empty if it has none. */
export function backupCronJobs(kubectl: Kubectl, stack: string): Promise<readonly BackupCronJob[]> {
  return kubectl.list<BackupCronJob>(['cronjobs'], ['--namespace', stack, '--selector', backupRoleLabel]);
}

/** The CronJobs of a stack's backups in the cluster. */
export class BackupCronJobs {
  /** @throws Failure if the stack has no backups in the cluster */
  public static async of(kubectl: Kubectl, stack: StackRef): Promise<BackupCronJobs> {
    const all = await backupCronJobs(kubectl, stack.name);
    if (all.length > 0) return new BackupCronJobs(stack, all, kubectl.context);
    const cluster = await postgresCluster(kubectl, stack.name);
    if (cluster) {
      throw new Failure(
        `the backups of '${cluster}' of the stack '${stack.name}' are made by CloudNativePG, not by slipway`,
        `'kubectl --context ${kubectl.context} -n ${stack.name} get scheduledbackups,backups' lists them. docs/outgrowing.md shows how to back up now, and how to recover.`,
      );
    }
    throw new Failure(
      `the stack '${stack.name}' has no backups on ${kubectl.context}`,
      `Check that the stack is launched ('${invocation(`status ${stack.name}`, kubectl.context)}'). Then add new Backups(this, 'backups', { of: [...] }) to ${stack.files.chart}, and launch it again.`,
    );
  }

  private constructor(
    public readonly stack: StackRef,
    private readonly all: readonly BackupCronJob[],
    private readonly context: string,
  ) {}

  /** Names of the stores, sorted. */
  public get stores(): readonly string[] {
    return this.all
      .filter((each) => roleOf(each) === 'save')
      .map(storeOf)
      .sort();
  }

  /** The CronJobs that list backups, one for each target. */
  public get lists(): readonly BackupCronJob[] {
    return this.all.filter((each) => roleOf(each) === 'list');
  }

  /** The CronJob of a store with that role. */
  public find(role: Exclude<BackupRole, 'list'>, store: string): BackupCronJob {
    const found = this.all.find((each) => roleOf(each) === role && storeOf(each) === store);
    if (found) return found;
    throw new Failure(
      `the stack '${this.stack.name}' has no CronJob with the role '${role}' for ${store}`,
      `Launch the stack again: '${invocation(`up ${this.stack.name}`, this.context)}'.`,
    );
  }
}

/** The name of a stack's PostgresCluster; undefined if it has none. */
async function postgresCluster(kubectl: Kubectl, stack: string): Promise<string | undefined> {
  const [cluster] = await kubectl.listKnown(['clusters.postgresql.cnpg.io'], ['--namespace', stack]);
  return cluster?.metadata.name;
}
