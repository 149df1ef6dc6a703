import type { Kubectl } from '../cluster/kubectl';
import { Failure } from '../failure';
import type { Progress } from '../progress/step';
import type { Workload } from '../rollout/snapshot';
import type { Trouble } from '../rollout/trouble';
import { RolloutWatch } from '../rollout/watch';
import type { BackupCronJob } from './cron-jobs';

/** A Job that does now what a CronJob does at its time. */
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
      // So that it counts for the CronJob, and goes with the older ones of it.
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
    // Somebody waits for it, and can say whether to try again.
    spec: { ...jobTemplate.spec, backoffLimit: 0 },
  };
}

/**
 * Runs a Job of a CronJob to its end, and gives what its program has printed last, which is JSON.
 *
 * @param args arguments of the program. @default - the CronJob's
 * @throws Failure with what the program has said
 */
export async function runJob<T>(
  kubectl: Kubectl,
  cronJob: BackupCronJob,
  timeout: number,
  progress: Pick<Progress, 'title'>,
  args?: readonly string[],
): Promise<T> {
  const { name: base, namespace = '' } = cronJob.metadata;
  const name = `${base}-${Date.now().toString(36)}`;
  await kubectl.run(['create', '--filename=-'], { input: JSON.stringify(jobOf(cronJob, name, args)) });
  try {
    const watch = new RolloutWatch(kubectl, namespace, new Set([`Job/${name}`]), timeout, lacksSecret);
    await watch.stepFor(`Job/${name}`).run({
      title: () => undefined,
      done: () => undefined,
      parts: () => undefined,
      line: () => undefined,
    });
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    const failure = await explained(kubectl, namespace, name, error);
    await endJob(kubectl, namespace, name);
    throw failure;
  }
  progress.title(`Read the result of Job/${name}`);
  const result = (await logOf(kubectl, namespace, name)).split('\n').findLast((line) => /^[[{]/.test(line));
  if (result === undefined) {
    throw new Failure(
      `the log of Job/${name} has no result`,
      `Look at it with 'npx slipway logs ${namespace}'.`,
    );
  }
  return JSON.parse(result) as T;
}

/** A rollout may bring the Secret a moment later; nothing does while a single Job waits for it. */
export function lacksSecret({ reason, message }: Pick<Trouble, 'reason' | 'message'>): boolean {
  return reason === 'CreateContainerConfigError' && /not found$|^couldn't find key/.test(message);
}

/** Deletes a Job that has not failed yet: one that waits for a Secret must not restore as soon as that is there. */
async function endJob(kubectl: Kubectl, namespace: string, name: string): Promise<void> {
  const job = await kubectl.find<Workload>('job', name, ['--namespace', namespace]);
  if (!job || job.status?.conditions?.some(({ type }) => type === 'Failed')) return;
  await kubectl.run([
    ...['delete', 'job', name, '--namespace', namespace, '--ignore-not-found'],
    ...['--cascade=foreground', '--timeout=2m'],
  ]);
}

const complaint = 'backup: ';

async function explained(
  kubectl: Kubectl,
  namespace: string,
  name: string,
  failure: Failure,
): Promise<Failure> {
  const log = await logOf(kubectl, namespace, name);
  const said = log.slice(log.indexOf(complaint) + complaint.length).trim();
  return log.includes(complaint)
    ? new Failure(`Job/${name} failed: ${said}`, 'What it says is what to change.')
    : new Failure(`Job/${name} failed`, failure.fix, failure.detail ?? failure.message);
}

async function logOf(kubectl: Kubectl, namespace: string, name: string): Promise<string> {
  const { stdout } = await kubectl.attempt(['logs', '--namespace', namespace, `job/${name}`, '--tail=-1']);
  return stdout;
}
