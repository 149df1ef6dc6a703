import { Duration } from 'cdk8s';
import { Construct } from 'constructs';
import { checkProps } from '../core/check-props';
import type { Connections } from '../core/connections';
import type { Endpoint } from '../core/endpoint';
import type { Resources } from '../core/resources';
import type { Monitored, Signals } from '../core/signals';
import { Stack } from '../core/stack';
import { Deployment, type DeploymentProps } from './deployment';
import type { Metrics } from './metrics';
import { Probe } from './probe';
import { service } from './service';
import { checkPort } from '../core/check';
import type { Sidecar } from './sidecar';

/** Props for `WebService`. */
export interface WebServiceProps extends DeploymentProps {
  /** TCP port that the container listens on; the Service has the same. */
  readonly port: number;

  /** @default - the liveness check, every 2 s for up to two minutes */
  readonly startup?: Probe;

  /** @default - the port accepts connections */
  readonly readiness?: Probe;

  /** @default - the port accepts connections */
  readonly liveness?: Probe;

  /** Where and how it shows its numbers, for a `Monitoring`. @default - it shows none */
  readonly metrics?: Metrics;
}

/**
 * A server without state of its own, such as an HTTP API: any of its pods can answer any request.
 *
 * Defines a Deployment, a Service, a NetworkPolicy and a PodDisruptionBudget, all named like the id; a ConfigMap
 * for its files, and a HorizontalPodAutoscaler if it scales. No request is lost in a rollout or a drain, if the
 * process ends what it is doing on SIGTERM. It is not reachable from outside: that takes an `Ingress`.
 *
 * @throws if a prop has a value that Kubernetes would refuse, or a secret is given as a literal
 */
export class WebService extends Construct implements Endpoint, Monitored {
  public readonly host: string;
  public readonly port: number;
  public readonly connections: Connections;
  private readonly deployment: Deployment;
  private readonly metrics: Metrics | undefined;
  private readonly resources: Resources;

  constructor(scope: Construct, id: string, props: WebServiceProps) {
    super(scope, id);
    checkProps(this, WebService, props);
    this.host = id;
    this.port = checkPort(props.port);

    const liveness = props.liveness ?? Probe.fromTcpSocket();
    this.metrics = props.metrics;
    this.resources = props.resources ?? Stack.of(this).environment.service;
    this.deployment = new Deployment(this, id, {
      ...props,
      startup: props.startup ?? liveness.with(startupTiming),
      readiness: props.readiness ?? Probe.fromTcpSocket(),
      liveness,
      drain: endpointLag,
    });
    this.connections = this.deployment.connections;
    service(this, id, this.port);
  }

  /** @throws if it has no `metrics` */
  public signals(): Signals {
    if (!this.metrics) {
      throw new Error(
        `'${this.host}' shows no numbers that could be watched; if it does, say where with its prop 'metrics', such as Metrics.fromPrometheusClient('/metrics')`,
      );
    }
    return this.metrics._signals(this, this.resources);
  }

  /** @internal Adds a program to each pod; until synthesis. */
  public _addSidecar(sidecar: Sidecar): void {
    this.deployment.addSidecar(sidecar);
  }
}

const startupTiming = { period: Duration.seconds(2), failureThreshold: 60 };

/**
 * The kubelet stops a pod while kube-proxy and the ingress controller are still being told that it is gone.
 * @see https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/#pod-termination-flow
 */
const endpointLag = Duration.seconds(10);
