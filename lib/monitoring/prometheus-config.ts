import { Yaml } from 'cdk8s';
import type { Job } from './jobs';

/** @internal What a `prometheus.yml` is made of. */
export interface PrometheusConfigOptions {
  readonly jobs: readonly Job[];

  /** Where their pods are. */
  readonly namespace: string;

  /** Paths of files with rules. */
  readonly rules: readonly string[];

  /** URL of the Alertmanager that is told of alerts. @default - nobody is told */
  readonly alertmanager?: string;
}

/** @internal Name of the Service by which Prometheus finds all pods of a job. */
export function podsOf({ name }: Job): string {
  return `${name}-metrics`;
}

/** @internal Name of the Service by which it finds those that are ready, and of the job that has only them. */
export function readyPodsOf({ name }: Job): string {
  return `${name}-ready`;
}

/**
 * @internal A `prometheus.yml`.
 *
 * Pods are found by DNS: a name that leads to all of them needs no access to the Kubernetes API, and so no token. The
 * name is a full one: where none of several guesses leads anywhere, and one is not answered, Prometheus keeps the pods that
 * are gone.
 *
 * @see https://prometheus.io/docs/prometheus/latest/configuration/configuration/
 */
export function prometheusConfig({ jobs, namespace, rules, alertmanager }: PrometheusConfigOptions): string {
  return Yaml.stringify({
    global: {
      scrape_interval: '15s',
      evaluation_interval: '15s',
      // By it the Alertmanager, which hears of every stack, tells them apart.
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

/** The numbers are the same as those of the other job, and are dropped; `up` stays, which is what it is for. */
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
