import { Duration } from 'cdk8s';
import { checkArgument, checkOptions } from '../core/check-props';
import type { Endpoint } from '../core/endpoint';
import type { Ports } from '../core/ports';
import { bytesOf, coresOf, type Resources } from '../core/resources';
import type { Alert, Panel, ScrapeConfig, Signals } from '../core/signals';
import { nothingReady, podsPanel } from './pods-signals';

/** Names of the metrics of a server. */
interface MetricNames {
  /** Counter of the requests, with the label `status`. */
  readonly requests: string;

  /**
   * Label matchers that exclude probes and scrapes from the requests.
   *
   * @default - none: the server does not count them
   */
  readonly matchers?: string;

  /** Histogram of the duration of requests, in seconds. */
  readonly duration: string;

  /** PromQL: CPUs in use by each pod of the job. */
  readonly cpu: (job: string) => string;

  /** PromQL: bytes of memory in use by each pod of the job. */
  readonly memory: (job: string) => string;
}

/** Where a server exposes its metrics. */
export interface MetricsOptions {
  /**
   * Name of the TCP port, one of the `ports` of the workload.
   *
   * @default - the first TCP port
   */
  readonly port?: string;
}

/** The metrics that a server exposes: number and duration of requests, CPU and memory. */
export class Metrics {
  /**
   * Metrics with the names of Prometheus' client libraries: `http_requests_total` with the label `status`,
   * `http_request_duration_seconds`, `process_cpu_seconds_total`, `process_resident_memory_bytes`. The server should not
   * count probes and scrapes.
   *
   * @param path path of the metrics
   * @see https://prometheus.io/docs/instrumenting/writing_clientlibs/
   */
  public static fromPrometheusClient(path = '/metrics', options: MetricsOptions = {}): Metrics {
    check('fromPrometheusClient', path, options);
    return new Metrics(path, options, {
      requests: 'http_requests_total',
      duration: 'http_request_duration_seconds',
      cpu: (job) => `rate(process_cpu_seconds_total${job}[2m])`,
      memory: (job) => `process_resident_memory_bytes${job}`,
    });
  }

  /**
   * Metrics with the names of Micrometer, as in Spring Boot Actuator. There
   * `management.metrics.distribution.percentiles-histogram.http.server.requests` must be `true`. The memory is that of the
   * JVM only: heap and classes.
   *
   * @param path path of the metrics
   * @see https://docs.spring.io/spring-boot/reference/actuator/metrics.html
   */
  public static fromMicrometer(path = '/actuator/prometheus', options: MetricsOptions = {}): Metrics {
    check('fromMicrometer', path, options);
    return new Metrics(path, options, {
      requests: 'http_server_requests_seconds_count',
      matchers: 'uri!~"/actuator.*"',
      duration: 'http_server_requests_seconds',
      cpu: (job) => `process_cpu_usage${job} * system_cpu_count${job}`,
      memory: (job) => `sum by (instance) (jvm_memory_used_bytes${job})`,
    });
  }

  private constructor(
    private readonly path: string,
    private readonly options: MetricsOptions,
    private readonly names: MetricNames,
  ) {}

  /**
   * @internal The scrape configuration of a server with these ports.
   * @throws if it has no such TCP port
   */
  public _scrapeConfig({ host, connections }: Endpoint, ports: Ports): ScrapeConfig {
    const fix = `must have one, such as { http: 8080 } in 'ports', got none`;
    const to = { host, connections, port: ports.tcp('metrics', this.options.port, fix) };
    return { to, path: this.path, readiness: true };
  }

  /** @internal Panels and alerts of a server whose pods have `resources`. */
  public _signals(host: string, resources: Resources): Signals {
    const queries = this.queries(host, resources);
    return { panels: panels(host, queries), alerts: alerts(host, queries) };
  }

  private queries(host: string, { cpu, memory }: Resources): Queries {
    const { requests, duration, matchers, ...names } = this.names;
    const job = `job="${host}"`;
    const labels = matchers === undefined ? job : `${job},${matchers}`;
    return {
      rate: (window) => `sum by (status) (rate(${requests}{${labels}}[${window}]))`,
      failing: (window) => {
        const failed = `sum(rate(${requests}{${labels},status=~"5.."}[${window}]))`;
        return `(${failed} or vector(0)) / sum(rate(${requests}{${labels}}[${window}]))`;
      },
      quantile: (q, window) =>
        `histogram_quantile(${q}, sum by (le) (rate(${duration}_bucket{${labels}}[${window}])))`,
      cpu: `(${names.cpu(`{${job}}`)}) / ${coresOf(cpu.limit)}`,
      memory: `${names.memory(`{${job}}`)} / ${bytesOf(memory.limit)}`,
    };
  }
}

function check(method: string, path: string, options: MetricsOptions): void {
  checkArgument(`Metrics.${method}()`, 'path', ['string'], path, '/metrics');
  checkOptions(`Metrics.${method}`, 'MetricsOptions', options);
}

/** Queries in PromQL, some of them over a time window. */
interface Queries {
  /** Requests per second, by status. */
  readonly rate: (window: string) => string;

  /** Share of the requests with a 5xx status. */
  readonly failing: (window: string) => string;

  /** Quantile of the duration of requests, in seconds. */
  readonly quantile: (q: number, window: string) => string;

  /** CPU usage of each pod, as a share of its limit. */
  readonly cpu: string;

  /** Memory usage of each pod, as a share of its limit. */
  readonly memory: string;
}

function panels(host: string, { rate, failing, quantile, cpu, memory }: Queries): Panel[] {
  const interval = '$__rate_interval';
  return [
    { title: 'Traffic', unit: 'reqps', queries: { '{{status}}': rate(interval) } },
    { title: 'Errors', unit: 'percentunit', queries: { 'answered 5xx': failing(interval) } },
    {
      title: 'Latency',
      unit: 's',
      queries: { p50: quantile(0.5, interval), p95: quantile(0.95, interval), p99: quantile(0.99, interval) },
    },
    {
      title: 'Saturation',
      unit: 'percentunit',
      queries: { 'cores of limit, {{instance}}': cpu, 'memory of limit, {{instance}}': memory },
    },
    podsPanel(host),
  ];
}

/** Same as the `for` of the alert `RequestsFail`, so that a burst which ended earlier never fires. */
const window = '2m';

function alerts(host: string, { failing, quantile, cpu, memory }: Queries): Alert[] {
  return [
    nothingReady(host),
    {
      name: 'RequestsFail',
      expr: `${failing(window)} > 0.05`,
      for: Duration.minutes(2),
      severity: 'critical',
      summary: `{{ $value | humanizePercentage }} of the requests to ${host} are answered 5xx: see its log`,
    },
    {
      name: 'SlowAnswers',
      expr: `${quantile(0.95, window)} > 0.5`,
      for: Duration.minutes(10),
      severity: 'warning',
      summary: `the response time of ${host} is {{ $value | humanizeDuration }} at the 95th percentile: see its processor time, then its database`,
    },
    {
      name: 'MemoryNearLimit',
      expr: `${memory} > 0.9`,
      for: Duration.minutes(5),
      severity: 'warning',
      summary: `${host} at {{ $labels.instance }} has {{ $value | humanizePercentage }} of its memory in use, and is killed at 100%: raise its limit, or find the leak`,
    },
    {
      name: 'ProcessorNearLimit',
      expr: `${cpu} > 0.9`,
      for: Duration.minutes(10),
      severity: 'warning',
      summary: `${host} at {{ $labels.instance }} has {{ $value | humanizePercentage }} of its processor time in use, and is slowed down at 100%: give it more pods, or raise its limit`,
    },
  ];
}
