import { Yaml } from 'cdk8s';
import type { Alert } from '../core/signals';

/** Alerts by the part of a stack that they watch. */
export type Alerts = Readonly<Record<string, readonly Alert[]>>;

/**
 * @internal A file of alerting rules. Each alert has the label `part`, by which it is told from those of other parts.
 *
 * @see https://prometheus.io/docs/prometheus/latest/configuration/alerting_rules/
 */
export function alertRules(alerts: Alerts): string {
  return Yaml.stringify({
    groups: Object.entries(alerts).map(([part, all]) => ({
      name: part,
      rules: all.map(({ name, expr, for: duration, severity, summary }) => ({
        alert: name,
        expr,
        for: `${duration.toSeconds()}s`,
        labels: { severity, part },
        annotations: { summary },
      })),
    })),
  });
}
