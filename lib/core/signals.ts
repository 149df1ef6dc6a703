import type { Duration } from 'cdk8s';
import type { Endpoint } from './endpoint';

/** Where the numbers of a job are, if more is to be said than the endpoint. */
export interface ScrapeConfig {
  /** Endpoint of which every pod is asked. */
  readonly to: Endpoint;

  /** Path of the numbers, such as `/actuator/prometheus`. @default '/metrics' */
  readonly path?: string;

  /**
   * Whether Prometheus also learns which pods are ready: `up{job="<job>-ready"}` is there for those, and for no other.
   *
   * @default false
   */
  readonly readiness?: boolean;
}

/** Something in the stack that a `Monitoring` can watch. */
export interface Monitored {
  /** Name of its job in Prometheus, and in alerts and dashboards: the one that it has in Compose. */
  readonly host: string;

  /** What there is to see of it. The exporter that this takes, if one, is defined at the first call. */
  signals(): Signals;
}

/** What there is to see of a part of a stack, and when somebody should look. */
export interface Signals {
  readonly scrape: ScrapeConfig;
  readonly panels: readonly Panel[];
  readonly alerts: readonly Alert[];
}

/** A graph of a dashboard. */
export interface Panel {
  readonly title: string;

  /** Unit of its values, by Grafana's name for it. */
  readonly unit: 'short' | 'percentunit' | 's' | 'bytes' | 'reqps' | 'ops';

  /** PromQL by the name of the curve, in which Grafana replaces `{{label}}`. */
  readonly queries: Readonly<Record<string, string>>;
}

/** An alerting rule of Prometheus. */
export interface Alert {
  /** Name in CamelCase, such as `SlowAnswers`. */
  readonly name: string;

  /** PromQL that has a value while something is wrong. */
  readonly expr: string;

  /** How long it must have one before the alert fires. */
  readonly for: Duration;

  /** `critical`: somebody gets up at night; `warning`: it can wait for the morning. */
  readonly severity: 'critical' | 'warning';

  /** What is wrong, and what to do; Prometheus replaces `{{ $value }}` and `{{ $labels.… }}`. */
  readonly summary: string;
}
