import { Duration, type Size } from 'cdk8s';
import type { Endpoint } from '../../core/endpoint';
import { bytesOf } from '../../core/resources';
import type { Alert, Panel, Signals } from '../../core/signals';
import { databaseDown } from '../database-signals';

/** What a server has to itself. */
interface Room {
  /** Clients that can be connected at once. */
  readonly connections: number;

  /** Size of the data volume. */
  readonly storage: Size;
}

/** What an exporter calls its numbers, where exporters differ. */
interface Names {
  /** 1 while the server can be asked. */
  readonly up: string;

  /** What stands before the names of the statistics views. */
  readonly prefix: string;

  /** Clients that are connected. */
  readonly backends: string;

  /** Seconds that the oldest transaction is open. */
  readonly oldest: string;
}

/** The names that postgres_exporter gives. */
const postgresExporterNames: Names = {
  up: 'pg_up',
  prefix: '',
  backends: 'pg_stat_database_numbackends',
  oldest: 'pg_stat_activity_max_tx_duration',
};

/** @internal What there is to see of a PostgreSQL server, or of each server of a cluster. */
export function postgresSignals(
  host: string,
  exporter: Endpoint,
  room: Room,
  names: Names = postgresExporterNames,
): Signals {
  const job = `{job="${host}"}`;
  // Of the server that has most: those of a cluster have the same data, and limits of their own.
  const most = (gauge: string) => `max(sum by (instance) (${gauge}${job}))`;
  const figures = {
    connections: `${most(names.backends)} / ${room.connections}`,
    // Without the write-ahead log, which postgresql.conf keeps to a quarter of the volume.
    storage: `${most(`${names.prefix}pg_database_size_bytes`)} / ${bytesOf(room.storage)}`,
    oldest: `max(${names.oldest}${job})`,
  };
  return {
    scrape: { to: exporter },
    panels: panels(job, names.prefix, figures),
    alerts: alerts(host, figures, names.up),
  };
}

/** PromQL. */
interface Figures {
  /** Of those there can be. */
  readonly connections: string;

  /** Of the data volume. */
  readonly storage: string;

  /** Age of the oldest transaction that is still open, in seconds. */
  readonly oldest: string;
}

function panels(job: string, prefix: string, { connections, storage, oldest }: Figures): Panel[] {
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

function alerts(host: string, { connections, storage, oldest }: Figures, up: string): Alert[] {
  return [
    databaseDown(host, up),
    {
      name: 'ConnectionsNearLimit',
      expr: `${connections} > 0.8`,
      for: Duration.minutes(2),
      severity: 'warning',
      summary: `${host} has {{ $value | humanizePercentage }} of its connections in use, and refuses more at 100%: see who holds them, or raise max_connections`,
    },
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
