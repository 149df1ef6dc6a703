import type { Alert } from '../core/signals';
import { yamlText } from '../yaml';

/** Alerts by the name of the workload that they are about. */
export type Alerts = Readonly<Record<string, readonly Alert[]>>;

/**
 * @internal A file of alerting rules. Each alert has the name of the workload as its label `part`.
 *
 * @see https://prometheus.io/docs/prometheus/latest/configuration/alerting_rules/
 */
export function alertRules(alerts: Alerts): string {
  return yamlText({
    groups: Object.entries(alerts).map(([part, rules]) => ({
      name: part,
      rules: rules.map(({ name, expr, for: duration, severity, summary }) => ({
        alert: name,
        expr,
        for: `${duration.toSeconds()}s`,
        labels: { severity, part },
        annotations: { summary },
      })),
    })),
  });
}
