import { pausedReplicasAnnotation, pausedScheduleAnnotation } from '../../lib/contract';
import { Duration } from '../base/duration';
import { never } from '../base/interrupt';
import { isPaused, pausedReplicas } from '../health/paused';
import { type KubeObject, nameOf } from '../kube/kube-object';
import type { Kubectl } from '../kube/kubectl';

/** An object that a restore pauses. */
export interface Pausable extends KubeObject {
  readonly spec: { readonly replicas?: number; readonly suspend?: boolean };
}

const kinds = ['deployments', 'statefulsets', 'cronjobs'];

/** Time after which a call fails, so that it can be repeated. */
export const callPatience = Duration.seconds(15);

/**
 * The objects that restores have paused in a stack. An annotation of each object has its state before.
 *
 * Ctrl-C ends no call of this class: a paused app is worse than a command that ends a second later.
 */
export class Paused {
  private readonly kubectl: Kubectl;
  private readonly held = new Map<string, Pausable>();
  private readonly released: string[] = [];

  constructor(
    kubectl: Kubectl,
    private readonly stack: string,
  ) {
    this.kubectl = kubectl.heeding(never).within(callPatience);
  }

  /** The names of the paused objects that are known so far. */
  public get names(): readonly string[] {
    return [...this.held.keys()].sort();
  }

  /** The names of the resumed objects. */
  public get resumed(): readonly string[] {
    return this.released;
  }

  /** The commands with which the user can resume the paused objects. */
  public get commands(): readonly string[] {
    return [...this.held.values()].map((object) => {
      const args = patchOf(object, this.stack, resumption(object)).map((arg) =>
        arg.startsWith('{') ? `'${arg}'` : arg,
      );
      return ['kubectl', '--context', this.kubectl.context, ...args].join(' ');
    });
  }

  /** All objects that can be paused. */
  public async objects(): Promise<readonly Pausable[]> {
    const objects = await this.kubectl.list<Pausable>(kinds, ['--namespace', this.stack]);
    for (const object of objects.filter(isPaused)) this.held.set(nameOf(object), object);
    return objects;
  }

  /** Scales a workload to zero, or suspends a CronJob. */
  public async pause(object: Pausable): Promise<void> {
    const [annotations, spec]: readonly [Readonly<Record<string, string>>, Pausable['spec']] =
      object.kind === 'CronJob'
        ? [{ [pausedScheduleAnnotation]: 'true' }, { suspend: true }]
        : [{ [pausedReplicasAnnotation]: String(object.spec.replicas ?? 1) }, { replicas: 0 }];
    const { metadata } = object;
    const paused = { ...object, metadata: { ...metadata, annotations }, spec: { ...object.spec, ...spec } };
    // Before the call, since a call that fails here may still have an effect in the cluster.
    this.held.set(nameOf(object), paused);
    await this.kubectl.run(patchOf(object, this.stack, { metadata: { annotations }, spec }));
  }

  /** Resumes all paused objects, also those that another command has paused. */
  public async resume(): Promise<void> {
    for (const object of (await this.objects()).filter(isPaused)) {
      await this.kubectl.run(patchOf(object, this.stack, resumption(object)));
      this.held.delete(nameOf(object));
      this.released.push(nameOf(object));
    }
    // The rest had a failed call without effect.
    this.held.clear();
  }
}

function resumption(object: Pausable): object {
  if (object.kind === 'CronJob')
    return { metadata: { annotations: { [pausedScheduleAnnotation]: null } }, spec: { suspend: false } };
  const replicas = pausedReplicas(object);
  return {
    metadata: { annotations: { [pausedReplicasAnnotation]: null } },
    ...(replicas !== undefined && { spec: { replicas } }),
  };
}

function patchOf({ kind, metadata }: Pausable, stack: string, patch: object): readonly string[] {
  return [
    ...['patch', `${kind.toLowerCase()}/${metadata.name}`, '--namespace', stack],
    ...['--type=merge', '--patch', JSON.stringify(patch)],
  ];
}
