import { Construct } from 'constructs';
import { checkProps } from '../core/check-props';
import type { Connections } from '../core/connections';
import type { Endpoint, Waitable, WaitCheck } from '../core/endpoint';
import { freeId } from '../core/free-id';
import type { Resources } from '../core/resources';
import type { Autoscale } from '../workload/autoscale';
import { Probe } from '../workload/probe';
import { WebService } from '../workload/web-service';

/** Props for `StaticSite`. */
export interface StaticSiteProps {
  /** Image built from nginx-unprivileged, with the files and a location `/health` in its configuration. */
  readonly image: string;

  /**
   * Number of pods.
   *
   * @default - `Environment.replicas`
   */
  readonly replicas?: number;

  /**
   * Horizontal autoscaling. Ignored if the environment has `autoscaling: false`.
   *
   * @default - none: `replicas` pods
   */
  readonly autoscale?: Autoscale;

  /**
   * Resource requests and limits.
   *
   * @default - `Environment.service`
   */
  readonly resources?: Resources;
}

/**
 * Static files that nginx serves, such as a single-page application.
 *
 * Defines the same objects as `WebService`, with the port 8080 and the user 101 of nginx-unprivileged. It connects to nothing:
 * the browser sends the requests of the page to a `Gateway`.
 *
 * @throws if `image` has no exact tag and no digest
 * @see https://github.com/nginx/docker-nginx-unprivileged
 */
export class StaticSite extends Construct implements Endpoint, Waitable {
  public readonly host: string;
  public readonly port = 8080;
  public readonly connections: Connections;
  public readonly readyCheck: WaitCheck;

  constructor(scope: Construct, id: string, props: StaticSiteProps) {
    super(scope, freeId(scope, StaticSite, id));
    const server = new WebService(this, id, {
      ...checkProps(this, StaticSite, props),
      port: this.port,
      user: 101,
      readiness: Probe.fromHttpGet('/health'),
      liveness: Probe.fromHttpGet('/health'),
    });
    this.host = server.host;
    this.connections = server.connections;
    this.readyCheck = { ...server.readyCheck, connectsTo: [this] };
  }
}
