import { Duration, Size } from 'cdk8s';
import { Cpu } from 'cdk8s-plus-27';
import { Construct } from 'constructs';
import { readFileSync } from 'node:fs';
import { checkProps } from '../core/check-props';
import type { Connections } from '../core/connections';
import type { Endpoint } from '../core/endpoint';
import { freeId } from '../core/free-id';
import type { Resources } from '../core/resources';
import type { ScrapeConfig } from '../core/signals';
import { Stack } from '../core/stack';
import { defaultImages } from '../images';
import { Probe } from '../workload/probe';
import { eachPodService } from '../workload/service';
import { StatefulService } from '../workload/stateful-service';
import { alertRules, type Alerts } from './alert-rules';
import { type Job, jobs } from './jobs';
import { podsOf, prometheusConfig, readyPodsOf } from './prometheus-config';

/** Props for `Prometheus`. */
export interface PrometheusProps {
  /**
   * Image of Prometheus: the official image, with an exact tag or a digest.
   *
   * @default defaultImages.prometheus
   */
  readonly image?: string;

  /**
   * Endpoints to scrape every 15 s, by the name of the job: `{ api, postgres: postgres.addExporter() }`. Each pod is a target,
   * whether it is ready or not.
   */
  readonly scrapeConfigs: Readonly<Record<string, Endpoint | ScrapeConfig>>;

  /**
   * File with recording and alerting rules.
   *
   * @default - none
   */
  readonly rules?: string;

  /**
   * Further alerting rules, by the name of the workload that they are about.
   *
   * @default - none
   */
  readonly alerts?: Alerts;

  /**
   * URL of the Alertmanager, such as `http://alertmanager.monitoring:9093`. Each alert gets a label `namespace`.
   *
   * @default - none
   */
  readonly alertmanager?: string;

  /**
   * Time for which samples are kept, as far as the volume suffices.
   *
   * @default Duration.days(15)
   */
  readonly retention?: Duration;

  /**
   * Resource requests and limits. The default is enough for about ten thousand time series.
   *
   * @default resources({ millicores: [50, 500], mebibytes: [256, 512] })
   */
  readonly resources?: Resources;

  /**
   * Size of the data volume. It can be increased later, but not decreased.
   *
   * @default - `Environment.storage`
   */
  readonly storage?: Size;
}

/**
 * One Prometheus server.
 *
 * Defines the same objects as `StatefulService`, a ConfigMap with its configuration and rules, and per job a headless Service
 * `<job>-metrics` for the discovery of its targets. A job with `readiness` also has a headless Service `<job>-ready`. It can
 * connect to its targets and the Alertmanager only. It has no authentication: only workloads that name it in `connectsTo` can
 * connect. To open it, run `kubectl port-forward service/<id> 9090`. It does not define an Alertmanager.
 *
 * @throws if an endpoint of `scrapeConfigs` is not at a TCP port
 * @throws if the name of a job is not a lower-case DNS label of at most 55 characters, or is `prometheus`
 * @throws if `rules` is not a readable file
 * @throws if `alertmanager` is not a URL
 */
export class Prometheus extends Construct implements Endpoint {
  public readonly host: string;
  public readonly port = 9090;
  public readonly connections: Connections;

  /** URL for clients in the stack, such as Grafana. */
  public readonly url: string;

  constructor(scope: Construct, id: string, props: PrometheusProps) {
    super(scope, freeId(scope, Prometheus, id));
    checkProps(this, Prometheus, props);
    const { environment, namespace } = Stack.of(this);
    const { retention = Duration.days(15), storage = environment.storage, alertmanager } = props;
    if (alertmanager !== undefined) checkAlertmanager(id, alertmanager);
    const scraped = jobs(id, props.scrapeConfigs);
    const rules = ruleFiles(id, props);

    const server = new StatefulService(this, id, {
      image: props.image ?? defaultImages.prometheus,
      port: this.port,
      user: 65534, // the user `nobody` of the image
      args: [
        `--config.file=${confPath}`,
        '--storage.tsdb.path=/prometheus',
        `--storage.tsdb.retention.time=${retention.toHours()}h`,
        // The rest is for samples that are not yet compacted, which do not count.
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

/** Ten minutes: after a crash it replays its write-ahead log. */
const startupTiming = { period: Duration.seconds(5), failureThreshold: 120 };

const resources: Resources = {
  cpu: { request: Cpu.millis(50), limit: Cpu.millis(500) },
  memory: { request: Size.mebibytes(256), limit: Size.mebibytes(512) },
};

/** Content of the rule files, by path. */
function ruleFiles(id: string, { rules, alerts }: PrometheusProps): Record<string, string> {
  return {
    ...(rules !== undefined && { [rulesPath]: readRules(id, rules) }),
    ...(alerts !== undefined && { [alertsPath]: alertRules(alerts) }),
  };
}

function checkAlertmanager(id: string, url: string): void {
  if (!/^https?:\/\/[^/]/.test(url) || !URL.canParse(url)) {
    throw new Error(
      `'alertmanager' of '${id}' must be a URL such as 'http://alertmanager.monitoring:9093', got '${url}'`,
    );
  }
}

function readRules(id: string, file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new Error(
      `'rules' of '${id}' must be a readable file such as 'rules.yml', got '${file}': ${(error as Error).message}`,
      {
        cause: error,
      },
    );
  }
}
