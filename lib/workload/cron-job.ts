import { Duration } from 'cdk8s';
import type { Construct } from 'constructs';
import { KubeCronJob } from '../../imports/k8s';
import { checkName, type NameLimit } from '../core/check';
import { podTemplate, type PodOptions } from './pod';
import { scoreAnnotations } from './score';

/** @internal How long the name of a CronJob may be. */
export const cronJobName: NameLimit = {
  most: 52,
  why: `Kubernetes adds eleven characters for each of its Jobs, whose names have at most 63`,
};

/** @internal What a CronJob runs, and when. */
export interface CronJobOptions extends Omit<PodOptions, 'terminationGracePeriod' | 'restartPolicy'> {
  /** In cron's words, in UTC. */
  readonly schedule: string;

  /** Whether it only serves to make Jobs of. @default false */
  readonly suspended?: boolean;

  /** How often a failed run is tried again. */
  readonly retries: number;

  /** Time after which a run, retries included, has failed. */
  readonly timeout: Duration;

  /** Labels of it, its Jobs and their pods, beside those of all objects. */
  readonly labels: Readonly<Record<string, string>>;
}

/**
 * @internal Defines a CronJob that never runs twice at a time.
 * @throws if its name leaves no room for those of its Jobs
 */
export function cronJob(scope: Construct, name: string, options: CronJobOptions): void {
  checkName('the name of a CronJob', name, cronJobName);
  const { schedule, suspended = false, retries, timeout, labels } = options;
  const template = podTemplate(scope, {
    ...options,
    terminationGracePeriod: Duration.seconds(30),
    restartPolicy: 'Never', // each try is a pod of its own, so that its log stays
  });
  new KubeCronJob(scope, `${name}-job`, {
    metadata: { name, labels, annotations: scoreAnnotations(template) },
    spec: {
      schedule,
      timeZone: 'Etc/UTC',
      suspend: suspended,
      concurrencyPolicy: 'Forbid',
      // After a night in which the cluster was down, once, as soon as it is up.
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
