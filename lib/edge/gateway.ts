import { Duration, Size } from 'cdk8s';
import { Construct } from 'constructs';
import { checkProps } from '../core/check-props';
import type { Connections } from '../core/connections';
import type { Endpoint, Waitable, WaitCheck } from '../core/endpoint';
import { freeId } from '../core/free-id';
import type { Resources } from '../core/resources';
import type { Monitored, ScrapeConfig, Signals } from '../core/signals';
import { Stack } from '../core/stack';
import { defaultImages } from '../images';
import { exporterResources } from '../workload/exporter';
import { Probe } from '../workload/probe';
import { WebService } from '../workload/web-service';
import type { EdgeSettings } from './edge-settings';
import { gatewaySignals } from './gateway-signals';
import { nginxConf } from './nginx-conf';
import type { RateLimit } from './rate-limit';
import { checkPath, type Route, routes } from './route';
import { checkImage } from './upstream';

/** Props for `Gateway`. */
export interface GatewayProps {
  /** Image of nginx-unprivileged 1.27.3 or newer, such as `nginxinc/nginx-unprivileged:1.29.1-alpine`. */
  readonly image: string;

  /** Endpoint or route by path prefix, such as `/api`. The longest prefix applies. The endpoint gets the whole path. */
  readonly routes: Readonly<Record<string, Endpoint | Route>>;

  /**
   * Path prefixes that are answered with 404, such as `/metrics`.
   *
   * @default - none
   */
  readonly hidden?: readonly string[];

  /**
   * Maximum size of a request body (`client_max_body_size`). A larger one is answered with 413.
   *
   * @default Size.mebibytes(1)
   */
  readonly maxBodySize?: Size;

  /**
   * Maximum time between two reads from an endpoint (`proxy_read_timeout`). A slower one is answered with 503.
   *
   * @default Duration.seconds(60)
   */
  readonly timeout?: Duration;

  /**
   * Rate limit per client address of all pods together, for all routes without a rate limit of their own. Requests above it are
   * answered with 429.
   *
   * @default - no limit
   */
  readonly rateLimit?: RateLimit;

  /**
   * Response headers, in addition to the default ones or in their place. An empty value removes a default header.
   *
   * @default - `X-Content-Type-Options`, `X-Frame-Options` and `Referrer-Policy`
   */
  readonly headers?: Readonly<Record<string, string>>;

  /**
   * Path that nginx answers with 200 itself, for its probes. It must not be a path of an endpoint.
   *
   * @default '/health'
   */
  readonly healthPath?: string;

  /**
   * Image of the exporter that `addExporter` adds.
   *
   * @default defaultImages.nginxExporter
   */
  readonly exporterImage?: string;

  /**
   * Number of pods.
   *
   * @default - `Environment.replicas`
   */
  readonly replicas?: number;

  /**
   * Resource requests and limits.
   *
   * @default - `Environment.service`
   */
  readonly resources?: Resources;
}

/**
 * An nginx as reverse proxy in front of the services of a stack. It is no Gateway of Gateway API: see `SharedGateway`.
 *
 * Defines the same objects as `WebService`, and a ConfigMap with an `nginx.conf`. nginx resolves host names at run time: it
 * starts and stays healthy while an endpoint is down, and answers with 503 and `Retry-After`. It keeps connections to the
 * endpoints for 5 s at most, and idle ones for 1 s. A request that fails on a connection which has just been closed is sent
 * again, unless it is a POST or a PATCH. It does not terminate TLS: see `Ingress`.
 *
 * @throws if the tag of the image names a version of nginx before 1.27.3
 * @throws if `routes` is empty, or has an endpoint that is not at a TCP port
 * @throws if a path has other characters than letters, digits, `.`, `_`, `~` and `-`, or ends with a slash
 * @throws if a header has a name or a value that needs escaping
 * @throws if a rate limit is not a whole number from 1
 */
export class Gateway extends Construct implements Endpoint, Monitored, Waitable {
  public readonly host: string;
  public readonly port = 8080;
  public readonly connections: Connections;
  public readonly readyCheck: WaitCheck;

  /** Settings that an Ingress in front of the gateway must have too. */
  public readonly edge: EdgeSettings;

  private readonly server: WebService;
  private readonly exporterImage: string;
  private exporterEndpoint: Endpoint | undefined;

  constructor(scope: Construct, id: string, props: GatewayProps) {
    super(scope, freeId(scope, Gateway, id));
    checkProps(this, Gateway, props);
    this.exporterImage = props.exporterImage ?? defaultImages.nginxExporter;
    const { namespace, environment } = Stack.of(this);
    const replicas = props.replicas ?? environment.replicas;
    const table = routes(id, props.routes);
    const healthPath = checkPath(id, 'healthPath', props.healthPath ?? '/health');
    this.edge = {
      maxBodySize: props.maxBodySize ?? Size.mebibytes(1),
      timeout: props.timeout ?? Duration.seconds(60),
      webSocket: table.some(({ webSocket }) => webSocket),
    };

    this.server = new WebService(this, id, {
      image: checkImage(id, props.image),
      port: this.port,
      user: 101, // the user of nginx-unprivileged
      replicas,
      resources: props.resources,
      // The entrypoint of the image inserts the resolvers into the template.
      args: ['nginx', '-c', '/tmp/nginx.conf', '-g', 'daemon off;'],
      env: {
        NGINX_ENTRYPOINT_LOCAL_RESOLVERS: 1,
        NGINX_ENVSUBST_OUTPUT_DIR: '/tmp',
        NGINX_ENVSUBST_FILTER: '^NGINX_LOCAL_RESOLVERS$',
      },
      files: {
        '/etc/nginx/templates/nginx.conf.template': nginxConf({
          gateway: id,
          port: this.port,
          namespace,
          routes: table,
          healthPath,
          statsPort,
          hidden: props.hidden ?? [],
          edge: this.edge,
          pods: Math.max(1, replicas), // 0 stops the gateway
          rateLimit: props.rateLimit,
          headers: { ...securityHeaders, ...props.headers },
        }),
      },
      // Buffer for bodies and responses that do not fit into memory.
      emptyDirs: { '/tmp': Size.mebibytes(256) },
      readiness: Probe.fromHttpGet(healthPath),
      liveness: Probe.fromHttpGet(healthPath),
      connectsTo: [...new Set(table.map(({ to }) => to))],
    });
    this.host = this.server.host;
    this.connections = this.server.connections;
    this.readyCheck = { ...this.server.readyCheck, connectsTo: [this] };
  }

  /**
   * Adds an exporter as a sidecar to each pod, and returns its endpoint. Each nginx has counters of its own and exposes them
   * to its pod only. Further calls return the same endpoint.
   */
  public addExporter(): Endpoint {
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

  public addScrapeTarget(): ScrapeConfig {
    return { to: this.addExporter(), readiness: true };
  }

  public signals(): Signals {
    return gatewaySignals(this.host);
  }
}

/** On the loopback interface, which the containers of a pod share. */
const statsPort = 8081;
const exporterPort = 9113;

/** @see https://cheatsheetseries.owasp.org/cheatsheets/HTTP_Headers_Cheat_Sheet.html */
const securityHeaders = {
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'DENY',
  'Referrer-Policy': 'strict-origin-when-cross-origin',
};
