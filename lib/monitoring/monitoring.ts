import type { Duration, Size } from 'cdk8s';
import { Construct } from 'constructs';
import { checkWorkloads } from '../core/check';
import { checkProps } from '../core/check-props';
import { freeId } from '../core/free-id';
import type { Monitored } from '../core/signals';
import { Stack } from '../core/stack';
import { commonAlerts } from './common-signals';
import { Grafana } from './grafana';
import { overview } from './overview';
import { Prometheus } from './prometheus';

/** Props for `Monitoring`. */
export interface MonitoringProps {
  /** Workloads to monitor: services with `metrics`, stores, gateways and `Backups`. */
  readonly of: readonly Monitored[];

  /**
   * Whether it is defined in every environment, even with `Environment.monitoring: false`.
   *
   * @default false
   */
  readonly always?: boolean;

  /**
   * Folder of further dashboards: `*.json` files in Grafana's JSON model.
   *
   * @default - the generated home dashboard only
   */
  readonly dashboards?: string;

  /**
   * File with further recording and alerting rules.
   *
   * @default - the generated alerting rules only
   */
  readonly rules?: string;

  /**
   * Time for which Prometheus keeps samples, as far as the volume suffices.
   *
   * @default Duration.days(15)
   */
  readonly retention?: Duration;

  /**
   * Size of each of the two data volumes. It can be increased later, but not decreased.
   *
   * @default - `Environment.storage`
   */
  readonly storage?: Size;

  /**
   * Image of Prometheus.
   *
   * @default defaultImages.prometheus
   */
  readonly prometheusImage?: string;

  /**
   * Image of Grafana.
   *
   * @default defaultImages.grafana
   */
  readonly grafanaImage?: string;
}

/**
 * Monitoring of workloads of a stack: traffic, errors, latency and saturation, with alerts.
 *
 * With `Environment.monitoring` it defines the `Prometheus` `prometheus` with an alerting rule per alert of each workload, the
 * `Grafana` `grafana` with one dashboard for all, and the exporters of the workloads. Without it, it defines nothing. Alerts go
 * to `Environment.alertmanager`. It does not define an Alertmanager.
 *
 * @throws if `of` is empty or names a workload twice
 * @throws if a service in `of` has no `metrics`
 */
export class Monitoring extends Construct {
  constructor(scope: Construct, id: string, props: MonitoringProps) {
    super(scope, freeId(scope, Monitoring, id));
    checkProps(this, Monitoring, props);
    checkWorkloads(id, 'workload', props.of, '[api, postgres]');
    const { environment, namespace } = Stack.of(this);
    if (!environment.monitoring && !props.always) return;

    const parts = props.of.flatMap((part) => {
      const scrapeConfig = part.addScrapeTarget();
      return scrapeConfig ? [{ name: part.host, scrapeConfig, ...part.signals() }] : [];
    });
    const prometheus = new Prometheus(this, 'prometheus', {
      image: props.prometheusImage,
      scrapeConfigs: Object.fromEntries(parts.map(({ name, scrapeConfig }) => [name, scrapeConfig])),
      alerts: { ...commonAlerts, ...Object.fromEntries(parts.map(({ name, alerts }) => [name, alerts])) },
      rules: props.rules,
      alertmanager: environment.alertmanager,
      retention: props.retention,
      storage: props.storage,
    });
    new Grafana(this, 'grafana', {
      image: props.grafanaImage,
      prometheus,
      homeDashboard: overview(namespace, parts),
      dashboards: props.dashboards,
      storage: props.storage,
    });
  }
}
