import type { Duration } from 'cdk8s';
import type { Endpoint } from './endpoint';

/**
 * Scrape configuration of a Prometheus job, where an `Endpoint` alone does not say enough.
 *
 * @see https://prometheus.io/docs/prometheus/latest/configuration/configuration/#scrape_config
 */
export interface ScrapeConfig {
  /** Endpoint to scrape. Each of its pods is a target. */
  readonly to: Endpoint;

  /**
   * Path of the metrics (`metrics_path`), such as `/actuator/prometheus`.
   *
   * @default '/metrics'
   */
  readonly path?: string;

  /**
   * Whether a second job `<job>-ready` scrapes the pods that are ready, and only those. It keeps the metric `up` and drops
   * all others.
   *
   * @default false
   */
  readonly readiness?: boolean;
}

/** A workload of the stack that `Monitoring` can monitor. */
export interface Monitored {
  /** Name of the Prometheus job, and of the workload in alerts and dashboards. */
  readonly host: string;

  /**
   * Adds what Prometheus needs to scrape the workload, such as an exporter, and returns the scrape configuration, or undefined
   * if there is nothing to scrape. Further calls return the same one and add nothing.
   */
  addScrapeTarget(): ScrapeConfig | undefined;

  /** Panels and alerts for the metrics of the workload. Defines nothing. */
  signals(): Signals;
}

/** Panels and alerts of a workload. */
export interface Signals {
  /** Panels of the dashboard: traffic, errors, latency and saturation. */
  readonly panels: readonly Panel[];

  /** Alerting rules. */
  readonly alerts: readonly Alert[];
}

/** A time series panel of a Grafana dashboard. */
export interface Panel {
  /** Title of the panel. */
  readonly title: string;

  /** Unit of the values, by Grafana's id of the unit. */
  readonly unit: 'short' | 'percentunit' | 's' | 'bytes' | 'reqps' | 'ops';

  /** Queries in PromQL, by their legend. In a legend Grafana replaces `{{label}}`. */
  readonly queries: Readonly<Record<string, string>>;
}

/**
 * An alerting rule of Prometheus.
 *
 * @see https://prometheus.io/docs/prometheus/latest/configuration/alerting_rules/
 */
export interface Alert {
  /** Name of the alert in CamelCase, such as `SlowAnswers`. */
  readonly name: string;

  /** PromQL expression. The alert is active while the expression returns a time series. */
  readonly expr: string;

  /** Time for which the alert must be active before it fires. */
  readonly for: Duration;

  /** Label `severity`: `critical` needs a reaction at once, `warning` can wait for the next working day. */
  readonly severity: 'critical' | 'warning';

  /** Annotation `summary`: the problem and the fix. Prometheus replaces `{{ $value }}` and `{{ $labels.… }}`. */
  readonly summary: string;
}
