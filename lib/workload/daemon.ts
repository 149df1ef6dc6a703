import { Duration } from 'cdk8s';
import { Construct } from 'constructs';
import { IntOrString, KubeDaemonSet } from '../../imports/k8s';
import { podLabels } from '../contract';
import { checkName } from '../core/check';
import { checkProps } from '../core/check-props';
import { Connections } from '../core/connections';
import type { Endpoint, Waitable, WaitCheck } from '../core/endpoint';
import { freeId } from '../core/free-id';
import type { PortProps } from '../core/port';
import { Ports } from '../core/ports';
import { Stack } from '../core/stack';
import { type AliasProps, aliasServices } from './aliases';
import type { ContainerProps } from './container';
import { connect, type DependencyProps, podTemplate } from './pod';
import type { PodSettings } from './pod-settings';
import type { Probes } from './probe';
import { readyPods } from './ready-pods';
import { scoreAnnotations } from './score';
import { endpointLag, service } from './service';

/** Props for `Daemon`. Without `ports`, its probes must be commands. */
export interface DaemonProps extends ContainerProps, DependencyProps, Probes, PodSettings, AliasProps {
  /**
   * Ports that the container listens on, by name, such as `{ metrics: 9100 }`. With them it has a Service.
   *
   * @default - none
   */
  readonly ports?: PortProps['ports'];

  /**
   * Time that the process gets to stop after SIGTERM, before SIGKILL. In Compose: `stop_grace_period`.
   *
   * @default Duration.seconds(30)
   */
  readonly stopGracePeriod?: Duration;
}

/**
 * A process with one pod on each node, such as a collector of metrics. In Compose: `deploy.mode: global`.
 *
 * Defines a DaemonSet and a NetworkPolicy with the name of the id. Also a ConfigMap if it has `files`, and a Service if it has
 * `ports`. `tolerations` bring it to nodes with taints, such as those of the control plane. It has no PodDisruptionBudget: a
 * drain leaves its pods alone. A folder of the node needs `exempt`. `slipway restore` does not pause it.
 *
 * @throws if a prop has a value that Kubernetes does not accept
 * @throws if `env` has a secret as a literal
 */
export class Daemon extends Construct implements Waitable {
  public readonly connections: Connections;
  private readonly ports: Ports;

  constructor(scope: Construct, id: string, props: DaemonProps) {
    super(scope, freeId(scope, Daemon, id));
    checkProps(this, Daemon, props);
    const { ports, stopGracePeriod = Duration.seconds(30) } = props;
    this.ports = new Ports(id, { ports });
    this.connections = new Connections(this, checkName('the id of a Daemon', id));
    connect(this.connections, props);

    const isServer = this.ports.all.length > 0;
    const drain = isServer ? endpointLag : undefined;
    const template = podTemplate(this, {
      name: id,
      ports: this.ports,
      startup: props.startup,
      readiness: props.readiness,
      liveness: props.liveness,
      startsAfter: props.startsAfter,
      drain,
      container: props,
      settings: props,
      resources: props.resources ?? Stack.of(this).environment.service,
      // 5 s more than the sum, for the signals and the exit of the process.
      terminationGracePeriod: Duration.seconds((drain?.toSeconds() ?? 0) + stopGracePeriod.toSeconds() + 5),
    });
    new KubeDaemonSet(this, 'Resource', {
      metadata: { name: id, annotations: scoreAnnotations(template) },
      spec: {
        revisionHistoryLimit: 5,
        updateStrategy: {
          type: 'RollingUpdate',
          rollingUpdate: { maxUnavailable: IntOrString.fromNumber(1) },
        },
        selector: { matchLabels: podLabels(id) },
        template,
      },
    });
    if (isServer) service(this, id, this.ports);
    aliasServices(this, id, this.ports, props);
  }

  /**
   * One of its `ports`, such as `connectsTo: [agent.at('metrics')]` of another workload.
   *
   * @throws if no port has the name
   */
  public at(port: string): Endpoint {
    return this.ports.at(port, this.connections);
  }

  /** The check that one of its pods is ready, for `startsAfter` of another workload. */
  public get readyCheck(): WaitCheck {
    return readyPods(this, { name: this.node.id, ports: this.ports, connections: this.connections });
  }
}
