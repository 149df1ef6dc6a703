import { Duration, type Size } from 'cdk8s';
import { bytesOf } from '../../core/resources';
import type { Alert, Panel, Signals } from '../../core/signals';
import { connectionsNearLimit, databaseDown } from '../database-signals';
import { statementSignals } from './statement-signals';

/** Limits of a server that its alerts compare with. */
interface ServerLimits {
  /** The setting `max_connections`. */
  readonly maxConnections: number;

  /** Size of the data volume. */
  readonly storage: Size;

  /** Whether there are metrics of `statementQueries`. */
  readonly countsStatements: boolean;

  /** @default 'postgres' */
  readonly superuser?: string;
}

/** Names of the metrics that differ between exporters. */
interface MetricNames {
  /** Gauge that is 1 while the exporter can connect. */
  readonly up: string;

  /** Prefix of the metrics that are named after statistics views. */
  readonly prefix: string;

  /** Gauge of the connected clients. */
  readonly backends: string;

  /** Gauge of the age of the oldest open transaction, in seconds. */
  readonly oldest: string;
}

/** Names of postgres_exporter. */
const postgresExporterNames: MetricNames = {
  up: 'pg_up',
  prefix: '',
  backends: 'pg_stat_database_numbackends',
  oldest: 'pg_stat_activity_max_tx_duration',
};

/** @internal Panels and alerts of a PostgreSQL server, or of the servers of a cluster. */
export function postgresSignals(
  host: string,
  limits: ServerLimits,
  names: MetricNames = postgresExporterNames,
): Signals {
  const job = `{job="${host}"}`;
  // The maximum over the servers of a cluster: they have the same data, but limits of their own.
  const max = (gauge: string) => `max(sum by (instance) (${gauge}${job}))`;
  const queries = {
    connections: `${max(names.backends)} / ${limits.maxConnections}`,
    // Without the write-ahead log, which postgresql.conf limits to a quarter of the volume.
    storage: `${max(`${names.prefix}pg_database_size_bytes`)} / ${bytesOf(limits.storage)}`,
    oldest: `max(${names.oldest}${job})`,
  };
  const { countsStatements, superuser = 'postgres' } = limits;
  const statements = countsStatements ? [statementSignals(host, names.prefix, superuser)] : [];
  return {
    panels: [...panels(job, names.prefix, queries), ...statements.flatMap((each) => each.panels)],
    alerts: [...alerts(host, queries, names.up), ...statements.flatMap((each) => each.alerts)],
  };
}

/** Queries in PromQL. */
interface Queries {
  /** Share of `max_connections` in use. */
  readonly connections: string;

  /** Share of the data volume in use. */
  readonly storage: string;

  /** Age of the oldest open transaction, in seconds. */
  readonly oldest: string;
}

function panels(job: string, prefix: string, { connections, storage, oldest }: Queries): Panel[] {
  const perSecond = (counter: string) =>
    `sum(rate(${prefix}pg_stat_database_${counter}${job}[$__rate_interval]))`;
  return [
    { title: 'Transactions', unit: 'ops', queries: { committed: perSecond('xact_commit') } },
    {
      title: 'Errors',
      unit: 'ops',
      queries: { 'rolled back': perSecond('xact_rollback'), deadlocks: perSecond('deadlocks') },
    },
    { title: 'Oldest transaction', unit: 's', queries: { open: oldest } },
    {
      title: 'Saturation',
      unit: 'percentunit',
      queries: { 'connections of those there can be': connections, 'data of the volume': storage },
    },
    {
      title: 'Cache hits',
      unit: 'percentunit',
      queries: {
        'blocks found in shared buffers': `${perSecond('blks_hit')} / (${perSecond('blks_hit')} + ${perSecond('blks_read')})`,
      },
    },
  ];
}

function alerts(host: string, { connections, storage, oldest }: Queries, up: string): Alert[] {
  return [
    databaseDown(host, up),
    connectionsNearLimit(host, connections),
    {
      name: 'DiskNearlyFull',
      expr: `${storage} > 0.7`,
      for: Duration.minutes(5),
      severity: 'warning',
      summary: `the databases of ${host} take {{ $value | humanizePercentage }} of its volume, and a quarter is for its log: make 'storage' larger`,
    },
    {
      name: 'LongTransaction',
      expr: `${oldest} > 600`,
      for: Duration.minutes(1),
      severity: 'warning',
      summary: `a transaction in ${host} is open for {{ $value | humanizeDuration }}, and keeps vacuum from cleaning up: find it in pg_stat_activity`,
    },
  ];
}
