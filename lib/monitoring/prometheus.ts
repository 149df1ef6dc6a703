import { Duration, Size } from 'cdk8s';
import { Cpu } from 'cdk8s-plus-27';
import { Construct } from 'constructs';
import { readFileSync } from 'node:fs';
import type { Connections } from '../core/connections';
import type { Endpoint } from '../core/endpoint';
import type { Resources } from '../core/resources';
import type { ScrapeConfig } from '../core/signals';
import { Stack } from '../core/stack';
import { Probe } from '../workload/probe';
import { eachPodService } from '../workload/service';
import { StatefulService } from '../workload/stateful-service';
import { alertRules, type Alerts } from './alert-rules';
import { podsOf, prometheusConfig, readyPodsOf } from './prometheus-config';
import { type Job, jobs } from './jobs';

/** Props for `Prometheus`. */
export interface PrometheusProps {
  /** Image to run: the official one with an exact tag, such as `prom/prometheus:v3.5.0`. */
  readonly image: string;

  /**
   * What is scraped, every 15 s, by the name of its job: `{ api, postgres: postgres.exporter() }`. Of an endpoint with
   * several pods each pod is a target of its own, ready or not.
   */
  readonly scrapeConfigs: Readonly<Record<string, Endpoint | ScrapeConfig>>;

  /** File with recording and alerting rules. @default - no rules */
  readonly rules?: string;

  /** Further alerting rules, by the part of the stack that they watch. @default - none */
  readonly alerts?: Alerts;

  /**
   * URL of the Alertmanager that is told of alerts, such as `http://alertmanager.monitoring:9093`. Each alert has the
   * label `namespace` then, that of the stack.
   *
   * @default - nobody is told
   */
  readonly alertmanager?: string;

  /** How long numbers are kept, if the volume is large enough. @default Duration.days(15) */
  readonly retention?: Duration;

  /** @default - 50m to 500m processors, 256Mi to 512Mi of memory: some ten thousand series */
  readonly resources?: Resources;

  /** Size of the data volume. It can grow later, but never shrink. @default - the environment's */
  readonly storage?: Size;
}

/**
 * One Prometheus server, which may connect to all it scrapes, and to nothing else.
 *
 * Defines what `StatefulService` does, a ConfigMap with its configuration and rules, and for each job a headless
 * Service `<job>-metrics`, by which it finds the pods, or also `<job>-ready`. It has no login: reachable only by workloads that name it in
 * `connectsTo`, and by who may `kubectl port-forward service/<id> 9090`. It does not define the Alertmanager.
 *
 * @throws if a job has no plain name, the rules can't be read, or `alertmanager` is no URL
 */
export class Prometheus extends Construct implements Endpoint {
  public readonly host: string;
  public readonly port = 9090;
  public readonly connections: Connections;

  /** URL for clients in the stack, such as Grafana. */
  public readonly url: string;

  constructor(scope: Construct, id: string, props: PrometheusProps) {
    super(scope, id);
    const { environment, namespace } = Stack.of(this);
    const { retention = Duration.days(15), storage = environment.storage, alertmanager } = props;
    if (alertmanager !== undefined) checkAlertmanager(alertmanager);
    const scraped = jobs(props.scrapeConfigs);
    const rules = ruleFiles(props);

    const server = new StatefulService(this, id, {
      image: props.image,
      port: this.port,
      user: 65534, // the image's `nobody`
      args: [
        `--config.file=${confPath}`,
        '--storage.tsdb.path=/prometheus',
        `--storage.tsdb.retention.time=${retention.toHours()}h`,
        // The rest is for what is not yet compacted, which is not counted.
        `--storage.tsdb.retention.size=${Math.floor(storage.toMebibytes() * 0.8)}MB`,
      ],
      files: {
        [confPath]: prometheusConfig({
          jobs: scraped,
          namespace,
          rules: Object.keys(rules),
          alertmanager,
        }),
        ...rules,
      },
      dataPath: '/prometheus',
      storage,
      resources: props.resources ?? resources,
      startup: Probe.fromHttpGet('/-/ready', startupTiming),
      readiness: Probe.fromHttpGet('/-/ready'),
      liveness: Probe.fromHttpGet('/-/healthy'),
      connectsTo: [...new Set(scraped.map(({ to }) => to))],
    });
    this.host = server.host;
    this.connections = server.connections;
    if (alertmanager !== undefined) this.connections.allowToUrl(alertmanager);
    this.url = `http://${this.host}:${this.port}`;
    for (const job of scraped) this.findPods(job);
  }

  private findPods(job: Job): void {
    eachPodService(this, { name: podsOf(job), of: job.to, unready: true });
    if (job.readiness) eachPodService(this, { name: readyPodsOf(job), of: job.to, unready: false });
  }
}

const confPath = '/etc/prometheus/prometheus.yml';
const rulesPath = '/etc/prometheus/rules.yml';
const alertsPath = '/etc/prometheus/alerts.yml';

/** After a crash it reads its log of the last hours again first: ten minutes. */
const startupTiming = { period: Duration.seconds(5), failureThreshold: 120 };

const resources: Resources = {
  cpu: { request: Cpu.millis(50), limit: Cpu.millis(500) },
  memory: { request: Size.mebibytes(256), limit: Size.mebibytes(512) },
};

/** Path to content. */
function ruleFiles({ rules, alerts }: PrometheusProps): Record<string, string> {
  return {
    ...(rules !== undefined && { [rulesPath]: readRules(rules) }),
    ...(alerts !== undefined && { [alertsPath]: alertRules(alerts) }),
  };
}

function checkAlertmanager(url: string): void {
  if (!/^https?:\/\/[^/]/.test(url) || !URL.canParse(url)) {
    throw new Error(
      `'alertmanager' must be a URL such as 'http://alertmanager.monitoring:9093', got '${url}'`,
    );
  }
}

function readRules(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new Error(`'rules' must be a file that can be read, got '${file}': ${(error as Error).message}`, {
      cause: error,
    });
  }
}
