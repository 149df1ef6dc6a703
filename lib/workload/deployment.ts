import { Duration, Lazy } from 'cdk8s';
import { Construct } from 'constructs';
import { type Container, IntOrString, KubeDeployment } from '../../imports/k8s';
import { podLabels } from '../contract';
import { checkName, checkWholeNumber } from '../core/check';
import { Connections } from '../core/connections';
import type { Ports } from '../core/ports';
import { Stack } from '../core/stack';
import { type Autoscale, autoscaler } from './autoscale';
import type { ContainerProps } from './container';
import { disruptionBudget } from './disruption-budget';
import { connect, type DependencyProps, type MountedVolume, podTemplate } from './pod';
import type { PodSettings } from './pod-settings';
import type { Probes } from './probe';
import { scoreAnnotations } from './score';
import { type Sidecar, sidecarContainer } from './sidecar';
import { isSingleton } from './singleton';
import { spread } from './spread';
import { VolumeMounts, type VolumesProps } from './volume-mounts';

/** Common props of `WebService` and `Worker`. */
export interface DeploymentProps extends ContainerProps, DependencyProps, Probes, VolumesProps, PodSettings {
  /**
   * Number of pods.
   *
   * @default - `Environment.replicas`; 1 for a `singleton`
   */
  readonly replicas?: number;

  /**
   * Whether it must never have two pods, such as a scheduler: one pod, which stops before the next one starts
   * (`strategy: Recreate`). In Compose: `update_config.order: stop-first`. A pod that is deleted or evicted still runs
   * until it has stopped; where even that overlap does harm, use a `StatefulService`.
   *
   * @default - true with a volume of its own, and with a `Volume` that it writes to, unless it has `autoscale` or several
   * `replicas`; otherwise false
   */
  readonly singleton?: boolean;

  /**
   * Horizontal autoscaling. Ignored if the environment has `autoscaling: false`.
   *
   * @default - none: `replicas` pods
   */
  readonly autoscale?: Autoscale;

  /**
   * Time that the process gets to stop after SIGTERM, before SIGKILL. In Compose: `stop_grace_period`.
   *
   * @default Duration.seconds(30)
   */
  readonly stopGracePeriod?: Duration;
}

interface InternalProps {
  /** Ports that the container listens on. */
  readonly listens?: Ports;

  /** Time for which a terminating pod keeps serving before SIGTERM (`preStop.sleep`). */
  readonly drain?: Duration;

  /** Further volumes of each pod. */
  readonly mounted?: readonly MountedVolume[];
}

const rollingUpdate = {
  type: 'RollingUpdate',
  rollingUpdate: { maxSurge: IntOrString.fromNumber(1), maxUnavailable: IntOrString.fromNumber(0) },
};

/** Without a readiness probe, that the process keeps running for this time is the only sign of its health. */
const secondsWithoutProbe = 10;

/** @internal A Deployment with its NetworkPolicy, PodDisruptionBudget and HorizontalPodAutoscaler. */
export class Deployment extends Construct {
  public readonly connections: Connections;
  private readonly sidecars: Sidecar[] = [];

  constructor(scope: Construct, name: string, props: DeploymentProps & InternalProps) {
    super(scope, 'deployment');
    const { environment } = Stack.of(this);
    const { drain = Duration.seconds(0), stopGracePeriod = Duration.seconds(30) } = props;
    const volumes = new VolumeMounts(this, name, props);
    const singleton = isSingleton(name, props, volumes);
    const byDefault = singleton ? 1 : environment.replicas;
    const replicas = checkWholeNumber(name, 'replicas', props.replicas ?? byDefault, 0, 2);
    const autoscale = environment.autoscaling ? props.autoscale : undefined;

    this.connections = new Connections(this, checkName('the id of a workload', name));
    connect(this.connections, props);

    const template = podTemplate(this, {
      name,
      ports: props.listens,
      startup: props.startup,
      readiness: props.readiness,
      liveness: props.liveness,
      startsAfter: props.startsAfter,
      drain: props.drain,
      volumes,
      mounted: props.mounted,
      container: props,
      settings: props,
      resources: props.resources ?? environment.service,
      // 5 s more than the sum, for the signals and the exit of the process.
      terminationGracePeriod: Duration.seconds(drain.toSeconds() + stopGracePeriod.toSeconds() + 5),
    });
    const even = spread(name);
    new KubeDeployment(this, 'Resource', {
      metadata: { name, annotations: scoreAnnotations(template) },
      spec: {
        // With an autoscaler an apply must not reset the number.
        ...(!autoscale && { replicas }),
        revisionHistoryLimit: 5,
        minReadySeconds: props.readiness ? 2 : secondsWithoutProbe,
        strategy: singleton ? { type: 'Recreate' } : rollingUpdate,
        selector: { matchLabels: podLabels(name) },
        template: {
          ...template,
          spec: template.spec && {
            ...template.spec,
            containers: this.containers(template.spec.containers),
            ...even,
            affinity: { ...even.affinity, ...template.spec.affinity },
          },
        },
      },
    });

    disruptionBudget(this, name, podLabels(name), volumes.isOnOneNode ? '100%' : 1);
    if (autoscale) autoscaler(this, name, { minReplicas: replicas, cpuPercent: 80, ...autoscale });
  }

  /** Adds a container to each pod. */
  public addSidecar(sidecar: Sidecar): void {
    this.sidecars.push(sidecar);
  }

  /** Rendered at synthesis, after all calls of `addSidecar`. */
  private containers(main: readonly Container[]): Container[] {
    const { environment } = Stack.of(this);
    const produce = () => [
      ...main,
      ...this.sidecars.map((sidecar) => sidecarContainer(sidecar, environment)),
    ];
    return Lazy.any({ produce }) as Container[];
  }
}
