import { Construct } from 'constructs';
import { checkProps } from '../core/check-props';
import type { Connections } from '../core/connections';
import { Deployment, type DeploymentProps } from './deployment';

/** Props for `Worker`: probes must be commands, since a worker listens on no port. */
export type WorkerProps = DeploymentProps;

/**
 * A process without a port, such as the consumer of a queue.
 *
 * Defines a Deployment, a NetworkPolicy and a PodDisruptionBudget, all named like the id; a ConfigMap for its
 * files, and a HorizontalPodAutoscaler if it scales. Nothing can connect to it, and it has no Service. Without a `readiness`
 * check a pod counts as up once it has run for 10 s: only then does a rollout go on to the next.
 *
 * @throws if a prop has a value that Kubernetes would refuse, or a secret is given as a literal
 */
export class Worker extends Construct {
  public readonly connections: Connections;

  constructor(scope: Construct, id: string, props: WorkerProps) {
    super(scope, id);
    checkProps(this, Worker, props);
    this.connections = new Deployment(this, id, props).connections;
  }
}
