import { Duration, type Size } from 'cdk8s';
import type { Alert, Signals } from '../../core/signals';
import { postgresSignals } from '../postgres/signals';

interface ClusterLimits {
  readonly instances: number;

  /** The setting `max_connections` of an instance. */
  readonly maxConnections: number;

  /** Size of the data volume of an instance. */
  readonly storage: Size;

  /** Whether there are metrics of `statementQueries`. */
  readonly countsStatements: boolean;

  /**
   * Age that the last base backup may have.
   *
   * @default - any: none are scheduled
   */
  readonly longestBackupAge?: Duration;
}

/**
 * @internal Panels and alerts of a cluster, by the metrics of CloudNativePG.
 * @see https://github.com/cloudnative-pg/cloudnative-pg/blob/v1.30.0/config/manager/default-monitoring.yaml
 */
export function clusterSignals(host: string, limits: ClusterLimits): Signals {
  const job = `{job="${host}"}`;
  const lag = `max(cnpg_pg_replication_lag${job})`;
  const replicas = `max(cnpg_pg_replication_streaming_replicas${job})`;
  const replicasExpected = limits.instances - 1;
  const { panels, alerts } = postgresSignals(host, limits, names);
  return {
    panels: [
      ...panels,
      { title: 'Replication lag', unit: 's', queries: { 'of the last replica': lag } },
      { title: 'Replicas', unit: 'short', queries: { streaming: replicas } },
    ],
    alerts: [
      ...alerts,
      {
        name: 'ReplicaMissing',
        expr: `${replicas} < ${replicasExpected}`,
        for: Duration.minutes(5),
        severity: 'warning',
        summary: `${host} has {{ $value }} replicas instead of ${replicasExpected}: see 'kubectl describe cluster ${host}'`,
      },
      {
        name: 'ReplicaBehind',
        expr: `${lag} > 30`,
        for: Duration.minutes(5),
        severity: 'warning',
        summary: `a replica of ${host} is {{ $value | humanizeDuration }} behind, and a failover to it would take as long: see its processor time and its disk`,
      },
      ...(limits.longestBackupAge ? backupAlerts(host, limits.longestBackupAge) : []),
    ],
  };
}

/**
 * Alerts by the metrics of the Barman Cloud plugin, which the instances expose.
 * @see https://cloudnative-pg.io/plugin-barman-cloud/docs/observability
 */
function backupAlerts(host: string, longestAge: Duration): Alert[] {
  const last = (what: string) =>
    `max(barman_cloud_cloudnative_pg_io_last_${what}_backup_timestamp{job="${host}"})`;
  return [
    {
      name: 'BackupFailed',
      expr: `${last('failed')} > ${last('available')}`,
      for: Duration.minutes(15),
      severity: 'warning',
      summary: `the last base backup of ${host} failed: see 'kubectl get backups' and the log of the container plugin-barman-cloud`,
    },
    {
      name: 'BackupTooOld',
      expr: `time() - ${last('available')} > ${longestAge.toSeconds()}`,
      for: Duration.minutes(15),
      severity: 'warning',
      summary: `the last base backup of ${host} is {{ $value | humanizeDuration }} old: see 'kubectl get scheduledbackups,backups'`,
    },
  ];
}

const names = {
  up: 'cnpg_collector_up',
  prefix: 'cnpg_',
  backends: 'cnpg_backends_total',
  oldest: 'cnpg_backends_max_tx_duration_seconds',
};
