import { Duration, type Size } from 'cdk8s';
import type { Endpoint } from '../../core/endpoint';
import type { Signals } from '../../core/signals';
import { postgresSignals } from '../postgres/signals';

interface Facts {
  readonly instances: number;

  /** Clients that can be connected to an instance at once. */
  readonly connections: number;

  /** Size of the data volume of an instance. */
  readonly storage: Size;
}

/**
 * @internal What there is to see of a cluster, by the names that CloudNativePG's instances give.
 * @see https://github.com/cloudnative-pg/cloudnative-pg/blob/v1.30.0/config/manager/default-monitoring.yaml
 */
export function clusterSignals(host: string, instances: Endpoint, facts: Facts): Signals {
  const job = `{job="${host}"}`;
  const lag = `max(cnpg_pg_replication_lag${job})`;
  const replicas = `max(cnpg_pg_replication_streaming_replicas${job})`;
  const { panels, ...signals } = postgresSignals(host, instances, facts, names);
  return {
    ...signals,
    panels: [
      ...panels,
      { title: 'Replication lag', unit: 's', queries: { 'of the last replica': lag } },
      { title: 'Replicas', unit: 'short', queries: { streaming: replicas } },
    ],
    alerts: [
      ...signals.alerts,
      {
        name: 'ReplicaMissing',
        expr: `${replicas} < ${facts.instances - 1}`,
        for: Duration.minutes(5),
        severity: 'warning',
        summary: `${host} has {{ $value }} replicas in place of ${facts.instances - 1}, and fewer servers to lose: see 'kubectl describe cluster ${host}'`,
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
