import { Duration } from 'cdk8s';
import type { Construct } from 'constructs';
import { KubeCronJob } from '../../imports/k8s';
import { checkName, type NameLimit } from '../core/check';
import { type PodOptions, podTemplate } from './pod';
import { scoreAnnotations } from './score';

/** @internal How long the name of a CronJob may be. */
export const cronJobName: NameLimit = {
  most: 52,
  why: `Kubernetes adds eleven characters for each of its Jobs, whose names have at most 63`,
};

/** @internal Options of a CronJob. */
export interface CronJobOptions extends Omit<PodOptions, 'terminationGracePeriod' | 'restartPolicy'> {
  /** Cron expression, in UTC. */
  readonly schedule: string;

  /**
   * Whether it is suspended: a template for Jobs that are created by hand.
   *
   * @default false
   */
  readonly suspended?: boolean;

  /** Number of retries of a failed run (`backoffLimit`). */
  readonly retries: number;

  /** Maximum time of a run, retries included (`activeDeadlineSeconds`). */
  readonly timeout: Duration;

  /** Further labels of the CronJob, its Jobs and their pods. */
  readonly labels: Readonly<Record<string, string>>;
}

/**
 * @internal Defines a CronJob whose Jobs do not run concurrently.
 * @throws if `name` has more than 52 characters
 */
export function cronJob(scope: Construct, name: string, options: CronJobOptions): void {
  checkName('the name of a CronJob', name, cronJobName);
  const { schedule, suspended = false, retries, timeout, labels } = options;
  const template = podTemplate(scope, {
    ...options,
    terminationGracePeriod: Duration.seconds(30),
    restartPolicy: 'Never', // each try is a pod of its own, so its log is kept
  });
  new KubeCronJob(scope, `${name}-job`, {
    metadata: { name, labels, annotations: scoreAnnotations(template) },
    spec: {
      schedule,
      timeZone: 'Etc/UTC',
      suspend: suspended,
      concurrencyPolicy: 'Forbid',
      // A run that the cluster missed, because it was down, is made up for within 12 hours.
      startingDeadlineSeconds: Duration.hours(12).toSeconds(),
      successfulJobsHistoryLimit: 3,
      failedJobsHistoryLimit: 3,
      jobTemplate: {
        metadata: { labels },
        spec: {
          backoffLimit: retries,
          activeDeadlineSeconds: timeout.toSeconds(),
          template: {
            ...template,
            metadata: { ...template.metadata, labels: { ...template.metadata?.labels, ...labels } },
          },
        },
      },
    },
  });
}
