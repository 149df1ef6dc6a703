import { backupLogPrefix } from '../../lib/contract';
import { Duration } from '../base/duration';
import { Failure } from '../base/failure';
import type { StackRef } from '../base/stack-ref';
import { type JobOptions, nameForJob, runToEnd } from '../jobs/job';
import type { Kubectl } from '../kube/kubectl';
import { invocation } from '../machine/invocation';
import type { Progress } from '../progress/step';
import type { BackupCronJob } from './cron-jobs';

/** Longest time without an answer of the API server, such as during an upgrade of the control plane. */
export const bearableOutage = Duration.minutes(5);

/**
 * Runs a Job of a CronJob to its end, and returns its result: the last line of JSON in its log.
 *
 * @throws Failure with the error message of the program
 */
export async function runJob<T>(
  kubectl: Kubectl,
  cronJob: BackupCronJob,
  progress: Pick<Progress, 'title'>,
  options: Omit<JobOptions, 'explain'>,
): Promise<T> {
  const namespace = options.stack.name;
  const name = nameForJob(cronJob);
  await runToEnd(kubectl, cronJob, name, {
    outage: bearableOutage,
    ...options,
    explain: (failure) => explained(kubectl, options.stack, name, failure),
  });
  progress.title(`Read the result of Job/${name}`);
  const result = (await logOf(kubectl, namespace, name)).split('\n').findLast((line) => /^[[{]/.test(line));
  if (result === undefined) {
    throw new Failure(
      `the log of Job/${name} has no result`,
      `Read the log: '${invocation(`logs ${namespace}`, kubectl.context)}'.`,
    );
  }
  return JSON.parse(result) as T;
}

async function explained(
  kubectl: Kubectl,
  stack: StackRef,
  name: string,
  failure: Failure,
): Promise<Failure> {
  const log = await logOf(kubectl, stack.name, name);
  const said = log.slice(log.indexOf(backupLogPrefix) + backupLogPrefix.length).trim();
  // Kubernetes does not report a child process that is killed because of the memory limit.
  const fix = said.includes('signal: killed')
    ? `It most likely reached its memory limit: raise 'resources' of the Backups in ${stack.files.chart}.`
    : 'Correct what the message names, and repeat the command.';
  return log.includes(backupLogPrefix)
    ? new Failure(`Job/${name} failed: ${said}`, fix)
    : new Failure(`Job/${name} failed`, failure.fix, failure.detail ?? failure.message);
}

async function logOf(kubectl: Kubectl, namespace: string, name: string): Promise<string> {
  const { stdout } = await kubectl.attempt(['logs', '--namespace', namespace, `job/${name}`, '--tail=-1']);
  return stdout;
}
