import { Duration } from 'cdk8s';
import type { Signals } from '../../core/signals';

/**
 * @internal Panels and alert for the metrics of `statementQueries`.
 * @param prefix what the exporter puts before the names of the metrics
 * @param superuser the role that makes the backups
 */
export function statementSignals(host: string, prefix: string, superuser: string): Signals {
  // Without the superuser, who makes the backups: they read whole tables.
  const perSecond = (counter: string, range: string) =>
    `sum by (queryid) (rate(${prefix}pg_stat_statements_${counter}_total{job="${host}",user!="${superuser}"}[${range}]))`;
  const time = (range: string) => perSecond('seconds', range);
  const mean = (range: string) => `${time(range)} / ${perSecond('calls', range)}`;
  return {
    panels: [
      {
        title: 'Slowest statements',
        unit: 's',
        queries: { '{{queryid}}': `topk(5, ${mean('$__rate_interval')})` },
      },
      {
        title: 'Statements that take most time',
        unit: 'percentunit',
        queries: { '{{queryid}}': `topk(5, ${time('$__rate_interval')})` },
      },
    ],
    alerts: [
      {
        name: 'SlowStatement',
        expr: `${mean('5m')} > 1`, // as log_min_duration_statement
        for: Duration.minutes(5),
        severity: 'warning',
        summary: `a statement of ${host} takes {{ $value | humanizeDuration }} on average: find it by "SELECT query FROM pg_stat_statements WHERE queryid = {{ $labels.queryid }}", and see its plan by EXPLAIN`,
      },
    ],
  };
}
