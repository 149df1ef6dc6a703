import { Yaml } from 'cdk8s';
import type { Job } from './scrape';

/** @internal What a `prometheus.yml` is made of. */
export interface PrometheusConfigOptions {
  readonly jobs: readonly Job[];

  /** Paths of files with rules. */
  readonly rules: readonly string[];
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
 * Pods are found by DNS: a name that leads to all of them needs no access to the Kubernetes API, and so no token.
 *
 * @see https://prometheus.io/docs/prometheus/latest/configuration/configuration/
 */
export function prometheusConfig({ jobs, rules }: PrometheusConfigOptions): string {
  return Yaml.stringify({
    global: { scrape_interval: '15s', evaluation_interval: '15s' },
    ...(rules.length > 0 && { rule_files: [...rules] }),
    scrape_configs: [
      { job_name: 'prometheus', static_configs: [{ targets: ['localhost:9090'] }] },
      ...jobs.flatMap((job) => [allPods(job), ...(job.readiness ? [readyPods(job)] : [])]),
    ],
  });
}

function allPods(job: Job) {
  return { job_name: job.name, metrics_path: job.path, dns_sd_configs: [found(job, podsOf(job))] };
}

/** The numbers are the same as those of the other job, and are dropped; `up` stays, which is what it is for. */
function readyPods(job: Job) {
  const name = readyPodsOf(job);
  return {
    job_name: name,
    metrics_path: job.path,
    dns_sd_configs: [found(job, name)],
    metric_relabel_configs: [{ action: 'drop', source_labels: ['job'], regex: name }],
  };
}

function found({ to }: Job, name: string) {
  return { names: [name], type: 'A', port: to.port, refresh_interval: '10s' };
}
