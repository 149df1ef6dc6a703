import { Duration } from 'cdk8s';
import { Construct } from 'constructs';
import type { Connections } from '../core/connections';
import type { Endpoint } from '../core/endpoint';
import { Deployment, type DeploymentProps } from './deployment';
import type { Sidecars } from './pod';
import { Probe } from './probe';
import { checkPort, service } from './service';

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
export class WebService extends Construct implements Endpoint {
  public readonly host: string;
  public readonly port: number;
  public readonly connections: Connections;

  constructor(scope: Construct, id: string, props: WebServiceProps & Sidecars) {
    super(scope, id);
    this.host = id;
    this.port = checkPort(props.port);

    const liveness = props.liveness ?? Probe.fromTcpSocket();
    const deployment = new Deployment(this, id, {
      ...props,
      startup: props.startup ?? liveness.with(startupTiming),
      readiness: props.readiness ?? Probe.fromTcpSocket(),
      liveness,
      drain: endpointLag,
    });
    this.connections = deployment.connections;
    service(this, id, this.port);
  }
}

const startupTiming = { period: Duration.seconds(2), failureThreshold: 60 };

/**
 * The kubelet stops a pod while kube-proxy and the ingress controller are still being told that it is gone.
 * @see https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/#pod-termination-flow
 */
const endpointLag = Duration.seconds(10);
