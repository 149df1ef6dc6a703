import { Yaml } from 'cdk8s';
import type { Job } from './scrape';

/** @internal What a `prometheus.yml` is made of. */
export interface PrometheusConfigOptions {
  readonly jobs: readonly Job[];

  /** Path of a file with rules; @default - none */
  readonly rules?: string;
}

/** @internal Name of the Service by which Prometheus finds the pods of a job. */
export function podsOf({ name }: Job): string {
  return `${name}-metrics`;
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
    ...(rules !== undefined && { rule_files: [rules] }),
    scrape_configs: [
      { job_name: 'prometheus', static_configs: [{ targets: ['localhost:9090'] }] },
      ...jobs.map(scrapeConfig),
    ],
  });
}

function scrapeConfig(job: Job) {
  const found = { names: [podsOf(job)], type: 'A', port: job.to.port, refresh_interval: '10s' };
  return { job_name: job.name, metrics_path: job.path, dns_sd_configs: [found] };
}
