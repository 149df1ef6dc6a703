import { suggestion } from '../../lib/nearest';
import { BadUsage, Failure } from '../base/failure';
import type { StackRef } from '../base/stack-ref';
import type { Pod } from '../health/snapshot';
import { roleOf } from '../kube/backup-role';
import type { Kubectl } from '../kube/kubectl';
import type { CronJob } from '../kube/objects';
import { invocation } from '../machine/invocation';
import { type JobOptions, runToEnd } from './job';

/**
 * The CronJob of a `Schedule`, or of a `Task` with `onDemand`.
 *
 * @throws BadUsage if the stack has none of that name in the cluster
 */
export async function taskOf(kubectl: Kubectl, stack: StackRef, name: string): Promise<CronJob> {
  const cronJobs = await kubectl.list<CronJob>(['cronjobs'], ['--namespace', stack.name]);
  const tasks = cronJobs.filter((each) => roleOf(each) === undefined);
  const found = tasks.find(({ metadata }) => metadata.name === name);
  if (found) return found;
  const names = tasks.map(({ metadata }) => metadata.name).sort();
  throw new BadUsage(
    `the stack '${stack.name}' has no task '${name}' on ${kubectl.context}${suggestion(name, names)}`,
    names.length > 0
      ? `It has ${names.join(', ')}.`
      : `A Schedule can be run, and a Task with 'onDemand: true'. Add one to ${stack.files.chart}, and launch the stack: '${invocation(`up ${stack.name}`, kubectl.context)}'.`,
  );
}

/** The pods of a Job. */
export function podsOf(kubectl: Kubectl, stack: string, job: string): Promise<readonly Pod[]> {
  const selector = `batch.kubernetes.io/job-name=${job}`;
  return kubectl.list<Pod>(['pods'], ['--namespace', stack, '--selector', selector]);
}

/**
 * Runs a Job of a task to its end.
 *
 * @param job name of the Job
 * @throws Failure with the exit code of its container, if it has failed
 */
export function runTask(
  kubectl: Kubectl,
  task: CronJob,
  job: string,
  options: Omit<JobOptions, 'explain'>,
): Promise<void> {
  const explain = async (failure: Failure): Promise<Failure> => {
    const code = exitCodeOf(await podsOf(kubectl, options.stack.name, job));
    return code === undefined
      ? failure
      : new Failure(
          `${task.metadata.name} ended with exit code ${code}`,
          'Its log says why. Correct the cause, and repeat the command.',
        );
  };
  return runToEnd(kubectl, task, job, { ...options, explain });
}

/** The exit code of a container that has failed; undefined if none has ended. */
function exitCodeOf(pods: readonly Pod[]): number | undefined {
  return pods
    .flatMap(({ status }) => [...(status?.initContainerStatuses ?? []), ...(status?.containerStatuses ?? [])])
    .map(({ state }) => state?.terminated?.exitCode)
    .find((code) => code !== undefined && code !== 0);
}
