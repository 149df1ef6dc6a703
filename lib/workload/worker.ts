import { Construct } from 'constructs';
import { checkProps } from '../core/check-props';
import type { Connections } from '../core/connections';
import type { Endpoint, Waitable, WaitCheck } from '../core/endpoint';
import { freeId } from '../core/free-id';
import type { PortProps } from '../core/port';
import { Ports } from '../core/ports';
import { type AliasProps, aliasServices } from './aliases';
import { Deployment, type DeploymentProps } from './deployment';
import { readyPods } from './ready-pods';
import { endpointLag, service } from './service';

/** Props for `Worker`. Without `ports`, its probes must be commands. */
export interface WorkerProps extends DeploymentProps, AliasProps {
  /**
   * Ports that the container listens on beside its work, by name, such as `{ metrics: 9090 }`. With them it has a Service.
   *
   * @default - none
   */
  readonly ports?: PortProps['ports'];
}

/**
 * A process that nobody sends requests to, such as the consumer of a queue.
 *
 * Defines a Deployment, a NetworkPolicy and a PodDisruptionBudget with the name of the id. Also a ConfigMap if it has
 * `files`, a HorizontalPodAutoscaler if it has `autoscale`, and a Service if it has `ports`. It is no `Endpoint`: another
 * workload connects to one of its ports, such as `worker.at('metrics')`. Without a `readiness` probe a pod counts as
 * available once it has run for 10 s.
 *
 * @throws if a prop has a value that Kubernetes does not accept
 * @throws if `env` has a secret as a literal
 */
export class Worker extends Construct implements Waitable {
  public readonly connections: Connections;
  private readonly ports: Ports;

  constructor(scope: Construct, id: string, props: WorkerProps) {
    super(scope, freeId(scope, Worker, id));
    const { ports, ...known } = checkProps(this, Worker, props);
    this.ports = new Ports(id, { ports });
    const isServer = this.ports.all.length > 0;
    const listens = isServer && { listens: this.ports, drain: endpointLag };
    this.connections = new Deployment(this, id, { ...known, ...listens }).connections;
    if (isServer) service(this, id, this.ports);
    aliasServices(this, id, this.ports, props);
  }

  /**
   * One of its `ports`, such as `connectsTo: [worker.at('admin')]` of another workload.
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
