import { Duration, type Size } from 'cdk8s';
import type { Signals } from '../../core/signals';
import { postgresSignals } from '../postgres/signals';

interface ClusterLimits {
  readonly instances: number;

  /** The setting `max_connections` of an instance. */
  readonly maxConnections: number;

  /** Size of the data volume of an instance. */
  readonly storage: Size;
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
        summary: `${host} has {{ $value }} replicas in place of ${replicasExpected}, and fewer servers to lose: see 'kubectl describe cluster ${host}'`,
      },
      {
        name: 'ReplicaBehind',
        expr: `${lag} > 30`,
        for: Duration.minutes(5),
        severity: 'warning',
        summary: `a replica of ${host} is {{ $value | humanizeDuration }} behind, and would take that long to take over: see its processor time and its disk`,
      },
    ],
  };
}

const names = {
  up: 'cnpg_collector_up',
  prefix: 'cnpg_',
  backends: 'cnpg_backends_total',
  oldest: 'cnpg_backends_max_tx_duration_seconds',
};
