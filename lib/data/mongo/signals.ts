import { Duration } from 'cdk8s';
import type { Alert, Panel, Signals } from '../../core/signals';
import { databaseDown } from '../database-signals';

/**
 * @internal Panels and alerts of a MongoDB server, by the metrics of mongodb_exporter.
 * @see https://github.com/percona/mongodb_exporter/blob/v0.47.1/exporter/metrics.go
 */
export function mongoSignals(host: string): Signals {
  const job = `{job="${host}"}`;
  const of = (type: string) => `sum(mongodb_ss_connections{job="${host}",conn_type="${type}"})`;
  const connections = `${of('current')} / (${of('current')} + ${of('available')})`;
  const disk = `max(mongodb_dbstats_fsUsedSize${job} / mongodb_dbstats_fsTotalSize${job})`;
  return { panels: panels(job, connections, disk), alerts: alerts(host, connections, disk) };
}

function panels(job: string, connections: string, disk: string): Panel[] {
  const perSecond = (counter: string, by: string) =>
    `sum by (${by}) (rate(mongodb_ss_${counter}${job}[$__rate_interval]))`;
  const took = perSecond('opLatencies_latency', 'op_type');
  const cache = 'mongodb_ss_wt_cache';
  return [
    {
      title: 'Operations',
      unit: 'ops',
      queries: { '{{legacy_op_type}}': perSecond('opcounters', 'legacy_op_type') },
    },
    { title: 'Errors', unit: 'ops', queries: { '{{assert_type}}': perSecond('asserts', 'assert_type') } },
    {
      title: 'Latency',
      unit: 's',
      queries: { 'mean of {{op_type}}': `${took} / ${perSecond('opLatencies_ops', 'op_type')} / 1e6` },
    },
    {
      title: 'Saturation',
      unit: 'percentunit',
      queries: {
        'connections of those there can be': connections,
        'disk of the volume': disk,
        'cache in use':
          `max(${cache}_bytes_currently_in_the_cache${job}) / ` +
          `max(${cache}_maximum_bytes_configured${job})`,
      },
    },
  ];
}

function alerts(host: string, connections: string, disk: string): Alert[] {
  return [
    databaseDown(host, 'mongodb_up'),
    {
      name: 'ConnectionsNearLimit',
      expr: `${connections} > 0.8`,
      for: Duration.minutes(2),
      severity: 'warning',
      summary: `${host} has {{ $value | humanizePercentage }} of its connections in use, and refuses more at 100%: see which client does not reuse its own`,
    },
    {
      name: 'DiskNearlyFull',
      expr: `${disk} > 0.8`,
      for: Duration.minutes(5),
      severity: 'warning',
      summary: `the volume of ${host} is full to {{ $value | humanizePercentage }}: make 'storage' larger`,
    },
  ];
}
