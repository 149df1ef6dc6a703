import { Duration } from 'cdk8s';
import type { Alerts } from './alert-rules';

/** @internal Alerts about every target, and about Prometheus itself. */
export const commonAlerts: Alerts = {
  stack: [
    {
      name: 'TargetDown',
      expr: 'up{job!~".+-ready"} == 0',
      for: Duration.minutes(5),
      severity: 'warning',
      summary:
        'Prometheus cannot scrape {{ $labels.job }} at {{ $labels.instance }}: see whether that pod runs, and its log',
    },
    {
      name: 'RulesFail',
      expr: 'increase(prometheus_rule_evaluation_failures_total[5m]) > 0',
      for: Duration.minutes(5),
      severity: 'warning',
      summary:
        'Prometheus cannot evaluate rules of {{ $labels.rule_group }}, so alerts may be missing: see its log',
    },
  ],
};
