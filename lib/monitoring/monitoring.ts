import type { Duration, Size } from 'cdk8s';
import { Construct } from 'constructs';
import { checkParts } from '../core/check';
import type { Monitored } from '../core/signals';
import { Stack } from '../core/stack';
import { commonAlerts } from './common-signals';
import { Grafana } from './grafana';
import { overview } from './overview';
import { Prometheus } from './prometheus';

/** Props for `Monitoring`. */
export interface MonitoringProps {
  /** What is watched: services with `metrics`, databases, a gateway. */
  readonly of: readonly Monitored[];

  /** Whether it is there in every environment, also where `Environment.monitoring` is off. @default false */
  readonly always?: boolean;

  /** Folder whose `*.json` files are further dashboards. @default - the one that is made of `of` is the only one */
  readonly dashboards?: string;

  /** File with further recording and alerting rules. @default - those that are made of `of` are the only ones */
  readonly rules?: string;

  /** How long numbers are kept, if the volume is large enough. @default Duration.days(15) */
  readonly retention?: Duration;

  /** Size of each of the two data volumes. @default - the environment's */
  readonly storage?: Size;

  /** @default 'prom/prometheus:v3.5.0' */
  readonly prometheusImage?: string;

  /** @default 'grafana/grafana:12.1.1' */
  readonly grafanaImage?: string;
}

/**
 * Watches parts of a stack: their traffic, errors, latency and saturation, with alerts.
 *
 * Where the environment has monitoring, it defines the `Prometheus` `prometheus` with the alert rules of each part, the
 * `Grafana` `grafana` with one dashboard of all, and the exporters that the parts need; elsewhere nothing. Alerts go to
 * the environment's `alertmanager`; where there is none, the page of Prometheus shows them, and the dashboard their number.
 *
 * @throws if nothing is watched, a part is there twice, or shows no numbers
 */
export class Monitoring extends Construct {
  constructor(scope: Construct, id: string, props: MonitoringProps) {
    super(scope, id);
    checkParts('part', props.of, '[api, postgres]');
    const { environment, namespace } = Stack.of(this);
    if (!environment.monitoring && !props.always) return;

    const parts = props.of.map((part) => ({ name: part.host, ...part.signals() }));
    const prometheus = new Prometheus(this, 'prometheus', {
      image: props.prometheusImage ?? 'prom/prometheus:v3.5.0',
      scrapeConfigs: Object.fromEntries(parts.map(({ name, scrape }) => [name, scrape])),
      alerts: { ...commonAlerts, ...Object.fromEntries(parts.map(({ name, alerts }) => [name, alerts])) },
      rules: props.rules,
      alertmanager: environment.alertmanager,
      retention: props.retention,
      storage: props.storage,
    });
    new Grafana(this, 'grafana', {
      image: props.grafanaImage ?? 'grafana/grafana:12.1.1',
      prometheus,
      homeDashboard: overview(namespace, parts),
      dashboards: props.dashboards,
      storage: props.storage,
    });
  }
}
