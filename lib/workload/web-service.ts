import { Duration } from 'cdk8s';
import { Construct } from 'constructs';
import { checkProps } from '../core/check-props';
import type { Connections } from '../core/connections';
import type { Endpoint, Waitable, WaitCheck } from '../core/endpoint';
import { freeId } from '../core/free-id';
import type { PortProps, Protocol } from '../core/port';
import { Ports } from '../core/ports';
import type { Resources } from '../core/resources';
import type { Monitored, ScrapeConfig, Signals } from '../core/signals';
import { Stack } from '../core/stack';
import { type AliasProps, aliasServices } from './aliases';
import { Deployment, type DeploymentProps } from './deployment';
import type { Metrics } from './metrics';
import { Probe } from './probe';
import { readyPods } from './ready-pods';
import { endpointLag, service } from './service';
import type { Sidecar } from './sidecar';

/** Props for `WebService`. */
export interface WebServiceProps extends DeploymentProps, PortProps, AliasProps {
  /**
   * Startup probe.
   *
   * @default - the check of the liveness probe, every 2 s for up to two minutes
   */
  readonly startup?: Probe;

  /**
   * Readiness probe, such as `Probe.fromHttpGet('/health')`.
   *
   * @default - `Probe.fromTcpSocket()`
   */
  readonly readiness?: Probe;

  /**
   * Liveness probe.
   *
   * @default - `Probe.fromTcpSocket()`
   */
  readonly liveness?: Probe;

  /**
   * The metrics that the server exposes, for `Monitoring`.
   *
   * @default - none
   */
  readonly metrics?: Metrics;
}

/**
 * A stateless server, such as an HTTP API: any of its pods can answer any request.
 *
 * Defines a Deployment, a Service, a NetworkPolicy and a PodDisruptionBudget with the name of the id. Also a ConfigMap if it
 * has `files`, and a HorizontalPodAutoscaler if it has `autoscale`. No request fails during a rollout or a drain, if the
 * process finishes its requests on SIGTERM, unless it is a `singleton`. It is not reachable from outside of the cluster: see
 * `Ingress`.
 *
 * @throws if a prop has a value that Kubernetes does not accept
 * @throws if `env` has a secret as a literal
 */
export class WebService extends Construct implements Endpoint, Monitored, Waitable {
  public readonly host: string;
  public readonly port: number;
  public readonly protocol: Protocol;
  public readonly connections: Connections;
  private readonly deployment: Deployment;
  private readonly scraped: Scraped | undefined;
  private readonly ports: Ports;
  private readonly resources: Resources;

  constructor(scope: Construct, id: string, props: WebServiceProps) {
    super(scope, freeId(scope, WebService, id));
    const known = checkProps(this, WebService, props);
    this.host = id;
    this.ports = new Ports(id, props);
    ({ port: this.port, protocol: this.protocol } = this.ports.main);

    const liveness = props.liveness ?? Probe.fromTcpSocket();
    this.resources = props.resources ?? Stack.of(this).environment.service;
    this.deployment = new Deployment(this, id, {
      ...known,
      startup: props.startup ?? liveness.with(startupTiming),
      readiness: props.readiness ?? Probe.fromTcpSocket(),
      liveness,
      listens: this.ports,
      drain: endpointLag,
    });
    this.connections = this.deployment.connections;
    const { metrics } = props;
    this.scraped = metrics && { metrics, config: metrics._scrapeConfig(this, this.ports) };
    service(this, id, this.ports);
    aliasServices(this, id, this.ports, props);
  }

  /**
   * One of its `ports`, such as `connectsTo: [web.at('admin')]` of another workload.
   *
   * @throws if no port has the name
   */
  public at(port: string): Endpoint {
    return this.ports.at(port, this.connections);
  }

  /** The check that one of its pods is ready, for `startsAfter` of another workload. */
  public get readyCheck(): WaitCheck {
    return readyPods(this, { name: this.host, ports: this.ports, connections: this.connections }, this);
  }

  /**
   * Adds nothing: the server exposes metrics itself.
   *
   * @throws if it has no `metrics`
   */
  public addScrapeTarget(): ScrapeConfig {
    return this.monitored().config;
  }

  /** @throws if it has no `metrics` */
  public signals(): Signals {
    return this.monitored().metrics._signals(this.host, this.resources);
  }

  /** @internal Adds a container to each pod. */
  public _addSidecar(sidecar: Sidecar): void {
    this.deployment.addSidecar(sidecar);
  }

  private monitored(): Scraped {
    if (!this.scraped) {
      throw new Error(
        `'metrics' of '${this.host}' must be set for Monitoring, such as Metrics.fromPrometheusClient('/metrics'), got none`,
      );
    }
    return this.scraped;
  }
}

/** The metrics of a server, and where they are. */
interface Scraped {
  readonly metrics: Metrics;
  readonly config: ScrapeConfig;
}

const startupTiming = { period: Duration.seconds(2), failureThreshold: 60 };
