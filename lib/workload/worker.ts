import { Construct } from 'constructs';
import { checkProps } from '../core/check-props';
import type { Connections } from '../core/connections';
import { freeId } from '../core/free-id';
import { Deployment, type DeploymentProps } from './deployment';

/** Props for `Worker`. Probes must be commands, since a worker has no port. */
export type WorkerProps = DeploymentProps;

/**
 * A process without a port, such as the consumer of a queue.
 *
 * Defines a Deployment, a NetworkPolicy and a PodDisruptionBudget with the name of the id. Also a ConfigMap if it has
 * `files`, and a HorizontalPodAutoscaler if it has `autoscale`. It has no Service, and nothing can connect to it. Without a
 * `readiness` probe a pod counts as available once it has run for 10 s.
 *
 * @throws if a prop has a value that Kubernetes does not accept
 * @throws if `env` has a secret as a literal
 */
export class Worker extends Construct {
  public readonly connections: Connections;

  constructor(scope: Construct, id: string, props: WorkerProps) {
    super(scope, freeId(scope, Worker, id));
    this.connections = new Deployment(this, id, checkProps(this, Worker, props)).connections;
  }
}
