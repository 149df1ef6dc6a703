import { Duration } from 'cdk8s';
import { Construct } from 'constructs';
import { createHash } from 'node:crypto';
import { KubeJob } from '../../imports/k8s';
import { checkName, checkWholeNumber } from '../core/check';
import { checkProps } from '../core/check-props';
import { Connections } from '../core/connections';
import type { ReadyCheck, Waitable, WaitCheck } from '../core/endpoint';
import { freeId } from '../core/free-id';
import { Stack } from '../core/stack';
import { Completion } from './completion';
import type { ContainerProps } from './container';
import { cronJob, onDemand } from './cron-job';
import { connect, type DependencyProps, peersOf, type PodOptions, podTemplate } from './pod';
import type { PodSettings } from './pod-settings';
import { userOfChecks } from './rights';
import { scoreAnnotations } from './score';
import { VolumeMounts, type VolumesProps } from './volume-mounts';

/** Props for `Task`. */
export interface TaskProps extends ContainerProps, DependencyProps, VolumesProps, PodSettings {
  /**
   * Number of retries of a failed run (`backoffLimit`).
   *
   * @default 3
   */
  readonly retries?: number;

  /**
   * Maximum time of the task, retries included (`activeDeadlineSeconds`).
   *
   * @default Duration.minutes(10)
   */
  readonly timeout?: Duration;

  /**
   * Whether it runs only when it is asked to, by `slipway run <stack> <id>`. In Compose: a service with `profiles` that
   * `docker compose run` starts. No workload can start after it.
   *
   * @default false: each launch runs it, if it has changed
   */
  readonly onDemand?: boolean;

  /**
   * Command line for `sh -c` that exits with 0 once the task is done, such as `alembic current | grep -q head`. Workloads
   * that name the task in `startsAfter` run it in the image of the task, with its `env`, its `user` and its connections. So
   * they notice that the database was replaced by an older one. For a task that runs as root the user is 10001: workloads that
   * wait for it need no exemption.
   *
   * @default - they wait until the Job has succeeded. In Compose: `condition: service_completed_successfully`
   */
  readonly doneCheck?: string;
}

/**
 * A command that runs to completion, such as a database migration.
 *
 * Defines a Job, and a NetworkPolicy with the name of the id. A Job is immutable, so its name has a hash of its pod
 * template: an unchanged task does not run again, and a new image is a new Job. The command must be idempotent: Kubernetes
 * repeats it if a node fails. It does not run on a schedule: see `Schedule`. With `onDemand` it is a suspended CronJob, of
 * which `slipway run` creates Jobs.
 *
 * For workloads that start after it, and unless it has a `doneCheck`, it also defines a ConfigMap `<id>-done` with the names of
 * the Jobs that have succeeded, and a Job of that name which writes it. That Job has a ServiceAccount, which may `get` the Job
 * of the task and `patch` the ConfigMap. A Job that has succeeded once counts as done, also when it is deleted.
 *
 * @throws if it has `onDemand` and `doneCheck`, or another workload starts after it
 * @throws if a prop has a value that Kubernetes does not accept
 * @throws if `env` has a secret as a literal
 */
export class Task extends Construct implements Waitable {
  public readonly connections: Connections;
  private readonly check: ReadyCheck | undefined;
  private readonly job: KubeJob | undefined;
  private completion?: Completion;

  constructor(scope: Construct, id: string, props: TaskProps) {
    super(scope, freeId(scope, Task, id));
    checkProps(this, Task, props);
    const { retries = 3, timeout = Duration.minutes(10) } = props;
    checkWholeNumber(id, 'retries', retries, 0, 3);

    this.connections = new Connections(this, checkName('the id of a Task', id, nameLimit));
    connect(this.connections, props);
    this.check = readyCheck(id, props);

    const pod = {
      name: id,
      container: props,
      settings: props,
      resources: props.resources ?? Stack.of(this).environment.service,
      startsAfter: props.startsAfter,
      volumes: new VolumeMounts(this, id, props),
    };
    if (props.onDemand) cronJob(this, id, { ...pod, ...onDemand, retries, timeout });
    else this.job = this.run(pod, { retries, timeout });
  }

  /** The check that the task is done: its `doneCheck`, or that its Job has succeeded. */
  public get readyCheck(): ReadyCheck | WaitCheck {
    if (this.check) return this.check;
    if (!this.job) {
      throw new Error(
        `'startsAfter' must not have '${this.node.id}', a Task with 'onDemand': nothing runs it before others start`,
      );
    }
    this.completion ??= new Completion(this, this.node.id, this.job.name);
    return this.completion.readyCheck;
  }

  private run(
    pod: Omit<PodOptions, 'terminationGracePeriod'>,
    { retries, timeout }: Required<Limits>,
  ): KubeJob {
    const template = podTemplate(this, {
      ...pod,
      terminationGracePeriod: Duration.seconds(30),
      restartPolicy: 'Never', // each try is a pod of its own, so its log is kept
    });
    const hash = createHash('sha256').update(JSON.stringify(template)).digest('hex').slice(0, 8);
    return new KubeJob(this, 'Resource', {
      metadata: { name: `${pod.name}-${hash}`, annotations: scoreAnnotations(template) },
      spec: { backoffLimit: retries, activeDeadlineSeconds: timeout.toSeconds(), template },
    });
  }
}

type Limits = Pick<TaskProps, 'retries' | 'timeout'>;

const nameLimit = {
  most: 54,
  why: `its Job is '<id>-<hash>', with a hash of eight characters, and a Job's name has at most 63`,
};

function readyCheck(
  name: string,
  { image, doneCheck, onDemand: isOnDemand, user, exempt, env, ...dependencies }: TaskProps,
): ReadyCheck | undefined {
  if (isOnDemand && doneCheck !== undefined) {
    throw new Error(`'doneCheck' of '${name}' must not be set with 'onDemand', got '${doneCheck}'`);
  }
  return doneCheck === undefined
    ? undefined
    : {
        ...{ name, image, env, command: doneCheck, connectsTo: peersOf(dependencies) },
        user: userOfChecks({ user, exempt }),
      };
}
