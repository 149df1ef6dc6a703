import { Duration } from 'cdk8s';
import type { Endpoint } from '../core/endpoint';
import { bytesOf, coresOf, type Resources } from '../core/resources';
import type { Alert, Panel, Signals } from '../core/signals';
import { nothingReady, podsPanel } from './pods-signals';

/** What a server calls its numbers. */
interface Names {
  /** Counter of the requests, with the label `status`. */
  readonly requests: string;

  /** Labels by which probes and scrapes are told from requests. @default - they are not counted */
  readonly counted?: string;

  /** Histogram of the seconds that they took. */
  readonly seconds: string;

  /** PromQL: cores in use by each pod, of the pods that `job` selects. */
  readonly cores: (job: string) => string;

  /** PromQL: bytes in use by each pod. */
  readonly memory: (job: string) => string;
}

/** Numbers that a server shows to Prometheus: its requests, how many failed, how long they took, and what it takes itself. */
export class Metrics {
  /**
   * The names that Prometheus' own client libraries give or suggest: `http_requests_total` with the label `status`,
   * `http_request_duration_seconds`, `process_cpu_seconds_total`, `process_resident_memory_bytes`. Probes and scrapes
   * should not be counted.
   */
  public static fromPrometheusClient(path = '/metrics'): Metrics {
    return new Metrics(path, {
      requests: 'http_requests_total',
      seconds: 'http_request_duration_seconds',
      cores: (job) => `rate(process_cpu_seconds_total${job}[2m])`,
      memory: (job) => `process_resident_memory_bytes${job}`,
    });
  }

  /**
   * The names that Micrometer gives, as in Spring Boot's Actuator; there `management.metrics.distribution.
   * percentiles-histogram.http.server.requests` must be `true`. Memory is the JVM's own: heap and classes.
   */
  public static fromMicrometer(path = '/actuator/prometheus'): Metrics {
    return new Metrics(path, {
      requests: 'http_server_requests_seconds_count',
      counted: 'uri!~"/actuator.*"',
      seconds: 'http_server_requests_seconds',
      cores: (job) => `process_cpu_usage${job} * system_cpu_count${job}`,
      memory: (job) => `sum by (instance) (jvm_memory_used_bytes${job})`,
    });
  }

  private constructor(
    private readonly path: string,
    private readonly names: Names,
  ) {}

  /** @internal What there is to see of the server `to`, each pod of which has `resources`. */
  public _signals(to: Endpoint, resources: Resources): Signals {
    const figures = this.figures(to.host, resources);
    return {
      scrape: { to, path: this.path, readiness: true },
      panels: panels(to.host, figures),
      alerts: alerts(to.host, figures),
    };
  }

  private figures(host: string, { cpu, memory }: Resources): Figures {
    const { requests, seconds, counted, ...names } = this.names;
    const job = `job="${host}"`;
    const labels = counted === undefined ? job : `${job},${counted}`;
    return {
      rate: (window) => `sum by (status) (rate(${requests}{${labels}}[${window}]))`,
      failing: (window) => {
        const failed = `sum(rate(${requests}{${labels},status=~"5.."}[${window}]))`;
        return `(${failed} or vector(0)) / sum(rate(${requests}{${labels}}[${window}]))`;
      },
      quantile: (q, window) =>
        `histogram_quantile(${q}, sum by (le) (rate(${seconds}_bucket{${labels}}[${window}])))`,
      cores: `(${names.cores(`{${job}}`)}) / ${coresOf(cpu.limit)}`,
      memory: `${names.memory(`{${job}}`)} / ${bytesOf(memory.limit)}`,
    };
  }
}

/** PromQL, that with a window for the time over which is counted. */
interface Figures {
  readonly rate: (window: string) => string;
  readonly failing: (window: string) => string;
  readonly quantile: (q: number, window: string) => string;

  /** Of each pod, as a part of its limit. */
  readonly cores: string;
  readonly memory: string;
}

function panels(host: string, { rate, failing, quantile, cores, memory }: Figures): Panel[] {
  const shown = '$__rate_interval';
  return [
    { title: 'Traffic', unit: 'reqps', queries: { '{{status}}': rate(shown) } },
    { title: 'Errors', unit: 'percentunit', queries: { 'answered 5xx': failing(shown) } },
    {
      title: 'Latency',
      unit: 's',
      queries: { p50: quantile(0.5, shown), p95: quantile(0.95, shown), p99: quantile(0.99, shown) },
    },
    {
      title: 'Saturation',
      unit: 'percentunit',
      queries: { 'cores of limit, {{instance}}': cores, 'memory of limit, {{instance}}': memory },
    },
    podsPanel(host),
  ];
}

/** As long as the window over which is counted: what was over before the alert fires, never fires. */
const window = '2m';

function alerts(host: string, { failing, quantile, cores, memory }: Figures): Alert[] {
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
      summary: `one request in twenty to ${host} takes more than {{ $value | humanizeDuration }}: see its processor time, then its database`,
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
      expr: `${cores} > 0.9`,
      for: Duration.minutes(10),
      severity: 'warning',
      summary: `${host} at {{ $labels.instance }} has {{ $value | humanizePercentage }} of its processor time in use, and is slowed down at 100%: give it more pods, or raise its limit`,
    },
  ];
}
