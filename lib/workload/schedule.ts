import { Duration } from 'cdk8s';
import { Construct } from 'constructs';
import { checkName, checkWholeNumber } from '../core/check';
import { checkProps } from '../core/check-props';
import { Connections } from '../core/connections';
import { freeId } from '../core/free-id';
import { checkSchedule } from '../core/schedule';
import { Stack } from '../core/stack';
import type { ContainerProps } from './container';
import { type ConcurrencyPolicy, cronJob, cronJobName } from './cron-job';
import { connect, type DependencyProps } from './pod';
import type { PodSettings } from './pod-settings';
import { VolumeMounts, type VolumesProps } from './volume-mounts';

/** Props for `Schedule`. */
export interface ScheduleProps extends ContainerProps, DependencyProps, VolumesProps, PodSettings {
  /** Cron expression with five fields such as `0 2 * * *`, or a macro such as `@daily`. */
  readonly schedule: string;

  /**
   * Time zone of the schedule, such as `Europe/Berlin`.
   *
   * @default 'Etc/UTC'
   */
  readonly timeZone?: string;

  /**
   * What happens if the last run has not ended: the next one is left out (`Forbid`), runs beside it (`Allow`), or replaces
   * it (`Replace`).
   *
   * @default 'Forbid'
   */
  readonly concurrencyPolicy?: ConcurrencyPolicy;

  /**
   * Time for which a run that was missed, as the cluster was down, is made up for (`startingDeadlineSeconds`).
   *
   * @default Duration.hours(12)
   */
  readonly startingDeadline?: Duration;

  /**
   * Number of successful runs whose pods and logs are kept (`successfulJobsHistoryLimit`).
   *
   * @default 3
   */
  readonly successfulRuns?: number;

  /**
   * Number of failed runs whose pods and logs are kept (`failedJobsHistoryLimit`).
   *
   * @default 3
   */
  readonly failedRuns?: number;

  /**
   * Whether it does not run for now, except by `slipway run`.
   *
   * @default false
   */
  readonly suspend?: boolean;

  /**
   * Number of retries of a failed run (`backoffLimit`).
   *
   * @default 0
   */
  readonly retries?: number;

  /**
   * Maximum time of a run, retries included (`activeDeadlineSeconds`).
   *
   * @default Duration.hours(1)
   */
  readonly timeout?: Duration;
}

/**
 * A command that runs on a schedule, such as a nightly clean-up.
 *
 * Defines a CronJob and a NetworkPolicy with the name of the id. `slipway run <stack> <id>` runs it at once. `slipway restore`
 * suspends it while it restores a store that it connects to.
 *
 * @throws if the id has more than 52 characters
 * @throws if a prop has a value that Kubernetes does not accept
 * @throws if `env` has a secret as a literal
 */
export class Schedule extends Construct {
  public readonly connections: Connections;

  constructor(scope: Construct, id: string, props: ScheduleProps) {
    super(scope, freeId(scope, Schedule, id));
    checkProps(this, Schedule, props);
    const { retries = 0, successfulRuns = 3, failedRuns = 3, timeZone = 'Etc/UTC' } = props;
    checkName('the id of a Schedule', id, cronJobName);
    this.connections = new Connections(this, id);
    connect(this.connections, props);
    cronJob(this, id, {
      name: id,
      container: props,
      settings: props,
      resources: props.resources ?? Stack.of(this).environment.service,
      startsAfter: props.startsAfter,
      volumes: new VolumeMounts(this, id, props),
      schedule: checkSchedule(id, props.schedule),
      timeZone: checkTimeZone(id, timeZone),
      concurrencyPolicy: props.concurrencyPolicy,
      startingDeadline: props.startingDeadline,
      successfulRuns: checkWholeNumber(id, 'successfulRuns', successfulRuns, 0, 3),
      failedRuns: checkWholeNumber(id, 'failedRuns', failedRuns, 0, 3),
      suspended: props.suspend,
      retries: checkWholeNumber(id, 'retries', retries, 0, 2),
      timeout: props.timeout ?? Duration.hours(1),
    });
  }
}

function checkTimeZone(id: string, timeZone: string): string {
  try {
    new Intl.DateTimeFormat('en', { timeZone });
    // Kubernetes reads names of the time zone database only, and refuses that of the node.
    if (/^[A-Za-z]/.test(timeZone) && timeZone !== 'Local') return timeZone;
  } catch {
    // not a time zone
  }
  throw new Error(`'timeZone' of '${id}' must be a name such as 'Europe/Berlin', got '${timeZone}'`);
}
