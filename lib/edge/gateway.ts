import { Duration, Size } from 'cdk8s';
import { Construct } from 'constructs';
import type { Connections } from '../core/connections';
import type { Endpoint } from '../core/endpoint';
import type { Resources } from '../core/resources';
import type { Monitored, Signals } from '../core/signals';
import { Stack } from '../core/stack';
import { exporterResources } from '../workload/exporter';
import { Probe } from '../workload/probe';
import { WebService } from '../workload/web-service';
import type { EdgeSettings } from './edge-settings';
import { gatewaySignals } from './gateway-signals';
import { nginxConf } from './nginx-conf';
import type { RateLimit } from './rate-limit';
import { checkPath, routes, type Route } from './route';

/** Props for `Gateway`. */
export interface GatewayProps {
  /** Image to run: nginx-unprivileged with an exact tag, such as `nginxinc/nginx-unprivileged:1.29.1-alpine`. */
  readonly image: string;

  /** Path prefixes such as `/api`, each with the endpoint that answers below it. The path is passed on whole. */
  readonly routes: Readonly<Record<string, Endpoint | Route>>;

  /** Paths that do not exist for the outside, such as `/metrics`, with all below them. @default - none */
  readonly hidden?: readonly string[];

  /** Largest request body; above it the answer is 413. @default Size.mebibytes(1) */
  readonly maxBodySize?: Size;

  /** How long an endpoint may be silent; then the answer is 503. @default Duration.seconds(60) */
  readonly timeout?: Duration;

  /** Requests per client address to all routes without a limit of their own; above it the answer is 429. @default - no limit */
  readonly rateLimit?: RateLimit;

  /**
   * Response headers on top of the usual security headers, or in their place; an empty value drops one.
   *
   * @default - X-Content-Type-Options, X-Frame-Options and Referrer-Policy
   */
  readonly headers?: Readonly<Record<string, string>>;

  /**
   * Path that nginx answers itself with 200, for the kubelet's checks: give another where `/health` is a service's.
   *
   * @default '/health'
   */
  readonly healthPath?: string;

  /** Image of the exporter that `exporter()` starts. @default 'nginx/nginx-prometheus-exporter:1.4.2' */
  readonly exporterImage?: string;

  /** Number of pods. @default - the environment's */
  readonly replicas?: number;

  /** @default - the environment's */
  readonly resources?: Resources;
}

/**
 * An nginx in front of a stack's services: the reverse proxy of the Compose file.
 *
 * Defines what `WebService` does, and a ConfigMap with an `nginx.conf` made from the routes. It answers one path
 * itself, and looks names up when a request comes, so it starts and stays healthy while an endpoint is absent; the
 * answer is then 503 with `Retry-After`. It does not terminate TLS: that is the `Ingress`'s.
 *
 * @throws if a path, a header or a limit is not one that nginx would take
 */
export class Gateway extends Construct implements Endpoint, Monitored {
  public readonly host: string;
  public readonly port = 8080;
  public readonly connections: Connections;

  /** What an Ingress in front must let through for the gateway's own settings to hold. */
  public readonly edge: EdgeSettings;

  private readonly server: WebService;
  private readonly exporterImage: string;
  private exporterEndpoint: Endpoint | undefined;

  constructor(scope: Construct, id: string, props: GatewayProps) {
    super(scope, id);
    this.exporterImage = props.exporterImage ?? 'nginx/nginx-prometheus-exporter:1.4.2';
    const table = routes(props.routes);
    const healthPath = checkPath('healthPath', props.healthPath ?? '/health');
    this.edge = {
      maxBodySize: props.maxBodySize ?? Size.mebibytes(1),
      timeout: props.timeout ?? Duration.seconds(60),
      webSocket: table.some(({ webSocket }) => webSocket),
    };

    this.server = new WebService(this, id, {
      image: props.image,
      port: this.port,
      user: 101, // nginx-unprivileged's
      replicas: props.replicas,
      resources: props.resources,
      // The image's entrypoint fills in the resolvers and starts what it finds behind its own name.
      args: ['nginx', '-c', '/tmp/nginx.conf', '-g', 'daemon off;'],
      env: {
        NGINX_ENTRYPOINT_LOCAL_RESOLVERS: 1,
        NGINX_ENVSUBST_OUTPUT_DIR: '/tmp',
        NGINX_ENVSUBST_FILTER: '^NGINX_LOCAL_RESOLVERS$',
      },
      files: {
        '/etc/nginx/templates/nginx.conf.template': nginxConf({
          port: this.port,
          namespace: Stack.of(this).namespace,
          routes: table,
          healthPath,
          statsPort,
          hidden: props.hidden ?? [],
          edge: this.edge,
          rateLimit: props.rateLimit,
          headers: { ...securityHeaders, ...props.headers },
        }),
      },
      // Bodies and answers that do not fit in memory are kept in /tmp.
      emptyDirs: { '/tmp': Size.mebibytes(256) },
      readiness: Probe.fromHttpGet(healthPath),
      liveness: Probe.fromHttpGet(healthPath),
      connectsTo: [...new Set(table.map(({ to }) => to))],
    });
    this.host = this.server.host;
    this.connections = this.server.connections;
  }

  /**
   * Where Prometheus finds nginx's numbers: an exporter beside each nginx in its pod, the only one that can ask for them.
   * The first call adds it. Not one for all pods: each nginx counts by itself, and a Service leads to another one each time.
   */
  public exporter(): Endpoint {
    if (!this.exporterEndpoint) {
      this.server._addSidecar({
        name: 'exporter',
        image: this.exporterImage,
        args: [`--nginx.scrape-uri=http://127.0.0.1:${statsPort}/stub_status`],
        port: exporterPort,
        resources: exporterResources,
      });
      this.exporterEndpoint = { host: this.host, port: exporterPort, connections: this.connections };
    }
    return this.exporterEndpoint;
  }

  public signals(): Signals {
    return gatewaySignals(this.host, this.exporter());
  }
}

/** Of the loopback interface only: what shares a pod shares that. */
const statsPort = 8081;
const exporterPort = 9113;

/** @see https://cheatsheetseries.owasp.org/cheatsheets/HTTP_Headers_Cheat_Sheet.html */
const securityHeaders = {
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'DENY',
  'Referrer-Policy': 'strict-origin-when-cross-origin',
};
