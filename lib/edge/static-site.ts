import { Construct } from 'constructs';
import { checkProps } from '../core/check-props';
import type { Connections } from '../core/connections';
import type { Endpoint } from '../core/endpoint';
import type { Resources } from '../core/resources';
import type { Autoscale } from '../workload/autoscale';
import { Probe } from '../workload/probe';
import { WebService } from '../workload/web-service';

/** Props for `StaticSite`. */
export interface StaticSiteProps {
  /** Image to run: made from nginx-unprivileged, with the files in it and a `/health` in its configuration. */
  readonly image: string;

  /** Number of pods. @default - the environment's */
  readonly replicas?: number;

  /** Grows and shrinks with the load, where the environment has autoscaling. @default - stays at `replicas` */
  readonly autoscale?: Autoscale;

  /** @default - the environment's */
  readonly resources?: Resources;
}

/**
 * Files that nginx serves, such as a built single-page application.
 *
 * Defines what `WebService` does, on port 8080 and as user 101, as nginx-unprivileged has them. It connects to nothing:
 * what the page asks for, the browser asks a `Gateway` for.
 *
 * @throws if the image has no exact tag
 * @see https://github.com/nginx/docker-nginx-unprivileged
 */
export class StaticSite extends Construct implements Endpoint {
  public readonly host: string;
  public readonly port = 8080;
  public readonly connections: Connections;

  constructor(scope: Construct, id: string, props: StaticSiteProps) {
    super(scope, id);
    const server = new WebService(this, id, {
      ...checkProps(this, StaticSite, props),
      port: this.port,
      user: 101,
      readiness: Probe.fromHttpGet('/health'),
      liveness: Probe.fromHttpGet('/health'),
    });
    this.host = server.host;
    this.connections = server.connections;
  }
}
