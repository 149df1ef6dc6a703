import { Duration, type Size } from 'cdk8s';
import { bytesOf } from '../../core/resources';
import type { Alert, Panel, Signals } from '../../core/signals';
import { connectionsNearLimit, databaseDown } from '../database-signals';

/** Limits of a server that its alerts compare with. */
interface ServerLimits {
  /** The setting `max_connections`. */
  readonly maxConnections: number;

  /** Size of the data volume. */
  readonly storage: Size;
}

/**
 * @internal Panels and alerts of a MySQL or MariaDB server, by the metrics of mysqld_exporter.
 * @see https://github.com/prometheus/mysqld_exporter/blob/v0.17.2/collector/global_status.go
 */
export function mySqlSignals(host: string, limits: ServerLimits): Signals {
  const job = `{job="${host}"}`;
  const connections = `mysql_global_status_threads_connected${job} / ${limits.maxConnections}`;
  const storage = `sum(mysql_info_schema_innodb_tablespace_file_size_bytes${job}) / ${bytesOf(limits.storage)}`;
  return { panels: panels(job, connections, storage), alerts: alerts(host, connections, storage) };
}

function panels(job: string, connections: string, storage: string): Panel[] {
  const perSecond = (counter: string) => `rate(mysql_global_status_${counter}${job}[$__rate_interval])`;
  const asked = perSecond('innodb_buffer_pool_read_requests');
  return [
    { title: 'Queries', unit: 'ops', queries: { answered: perSecond('queries') } },
    {
      title: 'Errors',
      unit: 'ops',
      queries: {
        'connections refused': `sum(${perSecond('connection_errors_total')})`,
        'logins refused': perSecond('aborted_connects'),
        'clients lost': perSecond('aborted_clients'),
      },
    },
    {
      title: 'Latency',
      unit: 's',
      queries: {
        'mean wait for a row lock': `${perSecond('innodb_row_lock_time')} / ${perSecond('innodb_row_lock_waits')} / 1e3`,
      },
    },
    {
      title: 'Slow queries',
      unit: 'ops',
      queries: { 'longer than long_query_time': perSecond('slow_queries') },
    },
    {
      title: 'Saturation',
      unit: 'percentunit',
      queries: { 'connections of those there can be': connections, 'data of the volume': storage },
    },
    {
      title: 'Cache hits',
      unit: 'percentunit',
      queries: {
        'pages found in the buffer pool': `1 - ${perSecond('innodb_buffer_pool_reads')} / ${asked}`,
      },
    },
  ];
}

function alerts(host: string, connections: string, storage: string): Alert[] {
  return [
    databaseDown(host, 'mysql_up'),
    connectionsNearLimit(host, connections),
    {
      name: 'DiskNearlyFull',
      expr: `${storage} > 0.8`,
      for: Duration.minutes(5),
      severity: 'warning',
      summary: `the tables of ${host} take {{ $value | humanizePercentage }} of its volume: make 'storage' larger`,
    },
  ];
}
