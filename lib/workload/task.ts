import { Duration } from 'cdk8s';
import { Construct } from 'constructs';
import { createHash } from 'node:crypto';
import { KubeJob } from '../../imports/k8s';
import { Connections } from '../core/connections';
import type { ReadyCheck, Waitable } from '../core/endpoint';
import { checkName, checkWholeNumber } from '../core/check';
import { Stack } from '../core/stack';
import { defaultUser, type ContainerProps } from './container';
import { connect, peersOf, podTemplate, type DependencyProps } from './pod';
import { scoreAnnotations } from './score';

/** Props for `Task`. */
export interface TaskProps extends ContainerProps, DependencyProps {
  /** How often a failed run is tried again. @default 3 */
  readonly retries?: number;

  /** Time after which the task, retries included, has failed. @default Duration.minutes(10) */
  readonly timeout?: Duration;

  /**
   * Command line that succeeds once the task is done, such as `alembic current | grep -q head`: others that name
   * the task in `startsAfter` run it, in the task's own image, with its environment and connections.
   *
   * @default - nothing can wait for the task
   */
  readonly doneCheck?: string;
}

/**
 * Something that runs once to its end, such as a database migration.
 *
 * Defines a Job, and a NetworkPolicy named like the id. A Job can't be changed, so its name carries a hash of what
 * it runs: the same task is not run twice, a new image is a new Job. It must bear being run again: a node that
 * fails in the middle makes Kubernetes start over.
 *
 * @throws if a prop has a value that Kubernetes would refuse, or a secret is given as a literal
 */
export class Task extends Construct implements Waitable {
  public readonly connections: Connections;
  private readonly check: ReadyCheck | undefined;

  constructor(scope: Construct, id: string, props: TaskProps) {
    super(scope, id);
    const { retries = 3, timeout = Duration.minutes(10) } = props;
    checkWholeNumber('retries', retries, 0, 3);

    this.connections = new Connections(this, checkName('the id of a Task', id, nameLimit));
    connect(this.connections, props);
    this.check = readyCheck(id, props);

    const template = podTemplate(this, {
      name: id,
      container: props,
      resources: props.resources ?? Stack.of(this).environment.service,
      startsAfter: props.startsAfter,
      terminationGracePeriod: Duration.seconds(30),
      restartPolicy: 'Never', // each try is a pod of its own, so that its log stays
    });
    const hash = createHash('sha256').update(JSON.stringify(template)).digest('hex').slice(0, 8);
    new KubeJob(this, 'Resource', {
      metadata: { name: `${id}-${hash}`, annotations: scoreAnnotations(template) },
      spec: { backoffLimit: retries, activeDeadlineSeconds: timeout.toSeconds(), template },
    });
  }

  /** @throws if the task has no `doneCheck` */
  public get readyCheck(): ReadyCheck {
    if (!this.check) {
      throw new Error(
        `'startsAfter' names the task '${this.node.id}', which has no 'doneCheck'; add one such as 'test -f /data/done'`,
      );
    }
    return this.check;
  }
}

const nameLimit = {
  most: 54,
  why: `its Job is '<id>-<hash>', with a hash of eight characters, and a Job's name has at most 63`,
};

function readyCheck(
  name: string,
  { image, doneCheck, user = defaultUser, env, ...dependencies }: TaskProps,
): ReadyCheck | undefined {
  return doneCheck === undefined
    ? undefined
    : { name, image, command: doneCheck, user, env, connectsTo: peersOf(dependencies) };
}
