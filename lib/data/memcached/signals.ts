import { Duration } from 'cdk8s';
import type { Signals } from '../../core/signals';
import { databaseDown } from '../database-signals';

/**
 * @internal Panels and alerts of a Memcached server, by the metrics of memcached_exporter.
 * @see https://github.com/prometheus/memcached_exporter/blob/v0.15.3/pkg/exporter/exporter.go
 */
export function memcachedSignals(host: string): Signals {
  const job = `{job="${host}"}`;
  const perSecond = (counter: string) => `rate(memcached_${counter}${job}[$__rate_interval])`;
  const gets = (status: string) =>
    `sum(rate(memcached_commands_total{job="${host}",command="get"${status}}[$__rate_interval]))`;
  const connections = `memcached_current_connections${job} / memcached_max_connections${job}`;
  return {
    panels: [
      {
        title: 'Commands',
        unit: 'ops',
        queries: {
          '{{command}}': `sum by (command) (rate(memcached_commands_total${job}[$__rate_interval]))`,
        },
      },
      {
        title: 'Errors',
        unit: 'ops',
        queries: {
          'connections refused': perSecond('connections_rejected_total'),
          'items evicted': perSecond('items_evicted_total'),
        },
      },
      {
        title: 'Saturation',
        unit: 'percentunit',
        queries: {
          'memory for items': `memcached_current_bytes${job} / memcached_limit_bytes${job}`,
          'connections of those there can be': connections,
        },
      },
      {
        title: 'Cache hits',
        unit: 'percentunit',
        queries: { 'keys found': `${gets(',status="hit"')} / ${gets('')}` },
      },
    ],
    alerts: [
      databaseDown(host, 'memcached_up'),
      {
        name: 'ConnectionsNearLimit',
        expr: `${connections} > 0.8`,
        for: Duration.minutes(2),
        severity: 'warning',
        summary: `${host} has {{ $value | humanizePercentage }} of its connections in use, and lets no more in at 100%: see which client does not reuse its own, or raise maxConnections`,
      },
      {
        name: 'ManyEvictions',
        expr: `rate(memcached_items_evicted_total${job}[5m]) > 10`,
        for: Duration.minutes(10),
        severity: 'warning',
        summary: `${host} evicts {{ $value | humanize }} items a second to make room: raise its memory limit`,
      },
    ],
  };
}
