import { yamlText } from '../yaml';
import type { Job } from './jobs';

/** Options of a `prometheus.yml`. */
interface PrometheusConfigOptions {
  readonly jobs: readonly Job[];

  /** Namespace of the targets. */
  readonly namespace: string;

  /** Paths of the rule files. */
  readonly rules: readonly string[];

  /**
   * URL of the Alertmanager.
   *
   * @default - none
   */
  readonly alertmanager?: string;
}

/** @internal Name of the headless Service with all pods of a job. */
export function podsOf({ name }: Job): string {
  return `${name}-metrics`;
}

/** @internal Name of the headless Service with the ready pods of a job, and of the second job that scrapes them. */
export function readyPodsOf({ name }: Job): string {
  return `${name}-ready`;
}

/**
 * @internal A `prometheus.yml`.
 *
 * Targets are discovered by DNS, which needs no access to the API server and no service account token. The DNS names are
 * fully qualified: with search domains Prometheus would keep deleted pods if one of several look-ups fails.
 *
 * @see https://prometheus.io/docs/prometheus/latest/configuration/configuration/
 */
export function prometheusConfig({ jobs, namespace, rules, alertmanager }: PrometheusConfigOptions): string {
  return yamlText({
    global: {
      scrape_interval: '15s',
      evaluation_interval: '15s',
      // One Alertmanager gets the alerts of all stacks.
      ...(alertmanager && { external_labels: { namespace } }),
    },
    ...(alertmanager && { alerting: { alertmanagers: [server(new URL(alertmanager))] } }),
    ...(rules.length > 0 && { rule_files: [...rules] }),
    scrape_configs: [
      { job_name: 'prometheus', static_configs: [{ targets: ['localhost:9090'] }] },
      ...jobs.flatMap((job) => [
        allPods(job, namespace),
        ...(job.readiness ? [readyPods(job, namespace)] : []),
      ]),
    ],
  });
}

function server({ protocol, host, pathname }: URL) {
  return {
    scheme: protocol.slice(0, -1),
    path_prefix: pathname,
    static_configs: [{ targets: [host] }],
  };
}

function allPods(job: Job, namespace: string) {
  const found = pods(job, `${podsOf(job)}.${namespace}`);
  return { job_name: job.name, metrics_path: job.path, dns_sd_configs: [found] };
}

/** Drops all metrics, which the other job has too. Prometheus adds `up` nevertheless. */
function readyPods(job: Job, namespace: string) {
  const name = readyPodsOf(job);
  return {
    job_name: name,
    metrics_path: job.path,
    dns_sd_configs: [pods(job, `${name}.${namespace}`)],
    metric_relabel_configs: [{ action: 'drop', source_labels: ['job'], regex: name }],
  };
}

function pods({ to }: Job, service: string) {
  return { names: [`${service}.svc.cluster.local.`], type: 'A', port: to.port, refresh_interval: '10s' };
}
