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

/** What a CronJob does if the last Job has not ended when the next one is due. */
export type ConcurrencyPolicy = 'Allow' | 'Forbid' | 'Replace';

/** @internal A CronJob that only the command line creates Jobs of. */
export const onDemand = { schedule: '0 0 1 1 *', suspended: true };

/** @internal Options of a CronJob. */
export interface CronJobOptions extends Omit<PodOptions, 'terminationGracePeriod' | 'restartPolicy'> {
  /** Cron expression. */
  readonly schedule: string;

  /** @default 'Etc/UTC' */
  readonly timeZone?: string;

  /** @default 'Forbid' */
  readonly concurrencyPolicy?: ConcurrencyPolicy;

  /**
   * Time for which a missed run is made up for.
   *
   * @default Duration.hours(12)
   */
  readonly startingDeadline?: Duration;

  /**
   * Number of successful Jobs that are kept.
   *
   * @default 3
   */
  readonly successfulRuns?: number;

  /**
   * Number of failed Jobs that are kept.
   *
   * @default 3
   */
  readonly failedRuns?: number;

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

  /**
   * Further labels of the CronJob, its Jobs and their pods.
   *
   * @default - none
   */
  readonly labels?: Readonly<Record<string, string>>;
}

/**
 * @internal Defines a CronJob.
 * @throws if `name` has more than 52 characters
 */
export function cronJob(scope: Construct, name: string, options: CronJobOptions): void {
  checkName('the name of a CronJob', name, cronJobName);
  const { schedule, suspended = false, retries, timeout, labels } = options;
  const { startingDeadline = Duration.hours(12) } = options;
  const template = podTemplate(scope, {
    ...options,
    terminationGracePeriod: Duration.seconds(30),
    restartPolicy: 'Never', // each try is a pod of its own, so its log is kept
  });
  new KubeCronJob(scope, `${name}-job`, {
    metadata: { name, ...(labels && { labels }), annotations: scoreAnnotations(template) },
    spec: {
      schedule,
      timeZone: options.timeZone ?? 'Etc/UTC',
      suspend: suspended,
      concurrencyPolicy: options.concurrencyPolicy ?? 'Forbid',
      startingDeadlineSeconds: startingDeadline.toSeconds(),
      successfulJobsHistoryLimit: options.successfulRuns ?? 3,
      failedJobsHistoryLimit: options.failedRuns ?? 3,
      jobTemplate: {
        ...(labels && { metadata: { labels } }),
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
