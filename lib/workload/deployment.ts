import { Duration, Lazy } from 'cdk8s';
import { Construct } from 'constructs';
import { type Container, IntOrString, KubeDeployment } from '../../imports/k8s';
import { Connections } from '../core/connections';
import { podLabels } from '../contract';
import { checkName, checkWholeNumber } from '../core/check';
import { Stack } from '../core/stack';
import { autoscaler, type Autoscale } from './autoscale';
import type { ContainerProps } from './container';
import { disruptionBudget } from './disruption-budget';
import { connect, podTemplate, type DependencyProps } from './pod';
import type { Probes } from './probe';
import { scoreAnnotations } from './score';
import { sidecarContainer, type Sidecar } from './sidecar';
import { spread } from './spread';

/** What `WebService` and `Worker` have in common. */
export interface DeploymentProps extends ContainerProps, DependencyProps, Probes {
  /** Number of pods. @default - the environment's */
  readonly replicas?: number;

  /** Grows and shrinks with the load, where the environment has autoscaling. @default - stays at `replicas` */
  readonly autoscale?: Autoscale;

  /** How long the process may take to finish what it is doing when it is told to stop. @default Duration.seconds(30) */
  readonly stopGracePeriod?: Duration;
}

interface Listening {
  /** Port that the container listens on. */
  readonly port?: number;

  /** How long a pod that is to stop keeps serving. */
  readonly drain?: Duration;
}

/** Of a process without a readiness check, that it goes on running is the only sign that it is well. */
const secondsWithoutCheck = 10;

/** @internal Pods that are all alike, kept up through rollouts and drains, with their NetworkPolicy. */
export class Deployment extends Construct {
  public readonly connections: Connections;
  private readonly sidecars: Sidecar[] = [];

  constructor(scope: Construct, name: string, props: DeploymentProps & Listening) {
    super(scope, 'deployment');
    const { environment } = Stack.of(this);
    const { drain = Duration.seconds(0), stopGracePeriod = Duration.seconds(30) } = props;
    const replicas = checkWholeNumber('replicas', props.replicas ?? environment.replicas, 0, 2);
    const autoscale = environment.autoscaling ? props.autoscale : undefined;

    this.connections = new Connections(this, checkName('the id of a workload', name));
    connect(this.connections, props);

    const template = podTemplate(this, {
      ...props,
      name,
      container: props,
      resources: props.resources ?? environment.service,
      // 5 s more than the parts, for the signal to arrive and the process to end.
      terminationGracePeriod: Duration.seconds(drain.toSeconds() + stopGracePeriod.toSeconds() + 5),
    });
    new KubeDeployment(this, 'Resource', {
      metadata: { name, annotations: scoreAnnotations(template) },
      spec: {
        // With an autoscaler the number is its business: an apply must not set it back.
        ...(!autoscale && { replicas }),
        revisionHistoryLimit: 5,
        minReadySeconds: props.readiness ? 2 : secondsWithoutCheck,
        strategy: {
          type: 'RollingUpdate',
          rollingUpdate: { maxSurge: IntOrString.fromNumber(1), maxUnavailable: IntOrString.fromNumber(0) },
        },
        selector: { matchLabels: podLabels(name) },
        template: {
          ...template,
          spec: template.spec && {
            ...template.spec,
            containers: this.containers(template.spec.containers),
            ...spread(name),
          },
        },
      },
    });

    disruptionBudget(this, name);
    if (autoscale) autoscaler(this, name, { minReplicas: replicas, cpuPercent: 80, ...autoscale });
  }

  /** Adds a program to each pod; until synthesis. */
  public addSidecar(sidecar: Sidecar): void {
    this.sidecars.push(sidecar);
  }

  /** Rendered at synthesis, when all sidecars are known. */
  private containers(main: readonly Container[]): Container[] {
    const { environment } = Stack.of(this);
    const produce = () => [
      ...main,
      ...this.sidecars.map((sidecar) => sidecarContainer(sidecar, environment)),
    ];
    return Lazy.any({ produce }) as Container[];
  }
}
