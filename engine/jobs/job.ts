import type { Duration } from '../base/duration';
import { Failure } from '../base/failure';
import { Interrupted, never } from '../base/interrupt';
import type { StackRef } from '../base/stack-ref';
import { conditionOf, hasEnded } from '../health/condition';
import type { Workload } from '../health/snapshot';
import type { Trouble } from '../health/trouble';
import { RolloutWatch } from '../health/watch';
import type { Kubectl } from '../kube/kubectl';
import type { CronJob } from '../kube/objects';

/** A Job that does the work of a CronJob now. */
export function jobOf(cronJob: CronJob, name: string, args?: readonly string[]): object {
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

/** A name for a Job of a CronJob, which none of its other Jobs has. */
export function nameForJob({ metadata }: CronJob): string {
  return `${metadata.name}-${Date.now().toString(36)}`;
}

/** How to run a Job. */
export interface JobOptions {
  /** The stack of the Job. */
  readonly stack: StackRef;

  /** Longest wait for the Job. */
  readonly timeout: Duration;

  /** Arguments of the program. @default - those of the CronJob */
  readonly args?: readonly string[];

  /** Longest time without an answer of the API server. @default - a minute */
  readonly outage?: Duration;

  /** Whether an interruption of the wait deletes the Job. @default false: it continues in the cluster */
  readonly endsWhenInterrupted?: boolean;

  /** The failure to throw in place of one of the watch, while the Job is still there. */
  readonly explain: (failure: Failure) => Promise<Failure>;
}

/**
 * Creates a Job of a CronJob, and waits until it has succeeded. Deletes it if the wait fails before its end.
 *
 * @param name name of the Job
 */
export async function runToEnd(
  kubectl: Kubectl,
  cronJob: CronJob,
  name: string,
  { stack, timeout, args, outage, endsWhenInterrupted = false, explain }: JobOptions,
): Promise<void> {
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
    const failure = isFailure ? await explain(error) : error;
    if (!(await succeededAfterAll(kubectl, stack.name, name, failure))) throw failure;
  }
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
