import { backupLogPrefix } from '../../lib/contract';
import { Duration } from '../base/duration';
import { Failure } from '../base/failure';
import { Interrupted, never } from '../base/interrupt';
import type { StackRef } from '../base/stack-ref';
import { conditionOf, hasEnded } from '../health/condition';
import type { Workload } from '../health/snapshot';
import type { Trouble } from '../health/trouble';
import { RolloutWatch } from '../health/watch';
import type { Kubectl } from '../kube/kubectl';
import { invocation } from '../machine/invocation';
import type { Progress } from '../progress/step';
import type { BackupCronJob } from './cron-jobs';

/** A Job that does the work of a CronJob now. */
export function jobOf(cronJob: BackupCronJob, name: string, args?: readonly string[]): object {
  const { jobTemplate } = structuredClone(cronJob.spec);
  const [container] = jobTemplate.spec.template.spec.containers;
  if (container && args) Object.assign(container, { args });
  return {
    apiVersion: 'batch/v1',
    kind: 'Job',
    metadata: {
      name,
      namespace: cronJob.metadata.namespace,
      labels: jobTemplate.metadata?.labels,
      annotations: { 'cronjob.kubernetes.io/instantiate': 'manual' },
      // So that it belongs to the history of the CronJob, which deletes old Jobs.
      ownerReferences: [
        {
          apiVersion: cronJob.apiVersion,
          kind: cronJob.kind,
          name: cronJob.metadata.name,
          uid: cronJob.metadata.uid ?? '',
          controller: true,
        },
      ],
    },
    // No retries: the user waits for it, and decides whether to try again.
    spec: { ...jobTemplate.spec, backoffLimit: 0 },
  };
}

/** How to run a Job. */
export interface JobOptions {
  /** The stack of the Job. */
  readonly stack: StackRef;

  /** Longest wait for the Job. */
  readonly timeout: Duration;

  /** Arguments of the program. @default - those of the CronJob */
  readonly args?: readonly string[];

  /** Longest time without an answer of the API server. @default Duration.minutes(5) */
  readonly outage?: Duration;

  /** Whether an interruption of the wait deletes the Job. @default false: it continues in the cluster */
  readonly endsWhenInterrupted?: boolean;
}

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
  { stack, timeout, args, outage = bearableOutage, endsWhenInterrupted = false }: JobOptions,
): Promise<T> {
  const { name: base } = cronJob.metadata;
  const namespace = stack.name;
  const name = `${base}-${Date.now().toString(36)}`;
  await kubectl.run(['create', '--filename=-'], { input: JSON.stringify(jobOf(cronJob, name, args)) });
  try {
    const watched = new Set([`Job/${name}`]);
    const watch = new RolloutWatch(kubectl, stack, watched, timeout, lacksSecret, outage);
    await watch.stepFor(`Job/${name}`).run({
      title: () => undefined,
      done: () => undefined,
      parts: () => undefined,
      line: () => undefined,
    });
  } catch (error) {
    const isFailure = error instanceof Failure;
    if (!isFailure && !(error instanceof Interrupted && endsWhenInterrupted)) throw error;
    const failure = isFailure ? await explained(kubectl, stack, name, error) : error;
    if (!(await succeededAfterAll(kubectl, namespace, name, failure))) throw failure;
  }
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

/** Whether a Secret is missing. A rollout may still create it, but nothing creates it while a single Job waits for it. */
export function lacksSecret({ reason, message }: Pick<Trouble, 'reason' | 'message'>): boolean {
  return reason === 'CreateContainerConfigError' && /not found$|^couldn't find key/.test(message);
}

/**
 * Whether a Job has succeeded although the wait for it has failed.
 *
 * Deletes a Job that has not ended, with its pods. Otherwise a Job that waits for a Secret would restore later, when the
 * Secret is created.
 *
 * @param cause why the wait has failed
 */
async function succeededAfterAll(
  kubectl: Kubectl,
  namespace: string,
  name: string,
  cause: Failure | Interrupted,
): Promise<boolean> {
  const undisturbed = kubectl.heeding(never);
  try {
    const job = await undisturbed.find<Workload>('job', name, ['--namespace', namespace]);
    if (!job) return false;
    if (hasEnded(job)) return conditionOf(job, 'Failed') === undefined;
    await undisturbed.run([
      ...['delete', 'job', name, '--namespace', namespace, '--ignore-not-found'],
      ...['--cascade=foreground', '--timeout=2m'],
    ]);
    return false;
  } catch (error) {
    throw error instanceof Failure && cause instanceof Failure ? cause.followedBy(error) : error;
  }
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
