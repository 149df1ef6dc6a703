import { Duration, type Size } from 'cdk8s';
import { bytesOf } from '../../core/resources';
import type { Alert, Panel, Signals } from '../../core/signals';
import { databaseDown } from '../database-signals';
import type { MaxmemoryPolicy } from './maxmemory-policy';

/** Settings of a server that its alerts depend on. */
interface ServerSettings {
  /** Size of the data volume. */
  readonly storage: Size;
  readonly maxmemoryPolicy: MaxmemoryPolicy;
}

/** @internal Panels and alerts of a Redis server, by the metrics of redis_exporter. */
export function redisSignals(host: string, settings: ServerSettings): Signals {
  const job = `{job="${host}"}`;
  const memory = `redis_memory_used_bytes${job} / redis_memory_max_bytes${job}`;
  const storage = `redis_aof_current_size_bytes${job} / ${bytesOf(settings.storage)}`;
  return {
    panels: panels(job, memory, storage),
    alerts: [
      databaseDown(host, 'redis_up'),
      memoryAlert(host, job, memory, settings.maxmemoryPolicy),
      {
        name: 'DiskNearlyFull',
        // A rewrite of the file writes a second one before it deletes the first.
        expr: `${storage} > 0.4`,
        for: Duration.minutes(5),
        severity: 'warning',
        summary: `the append-only file of ${host} takes {{ $value | humanizePercentage }} of its volume, and twice that when it is rewritten: make 'storage' larger`,
      },
    ],
  };
}

function panels(job: string, memory: string, storage: string): Panel[] {
  const perSecond = (counter: string) => `sum(rate(redis_${counter}${job}[$__rate_interval]))`;
  const took = perSecond('commands_duration_seconds_total');
  return [
    { title: 'Commands', unit: 'ops', queries: { processed: perSecond('commands_processed_total') } },
    {
      title: 'Errors',
      unit: 'ops',
      queries: {
        'connections refused': perSecond('rejected_connections_total'),
        'keys evicted': perSecond('evicted_keys_total'),
      },
    },
    {
      title: 'Latency',
      unit: 's',
      queries: { 'mean of a command': `${took} / ${perSecond('commands_total')}` },
    },
    {
      title: 'Saturation',
      unit: 'percentunit',
      queries: { 'memory of maxmemory': memory, 'append-only file of the volume': storage },
    },
    {
      title: 'Cache hits',
      unit: 'percentunit',
      queries: {
        'keys found': `${perSecond('keyspace_hits_total')} / (${perSecond('keyspace_hits_total')} + ${perSecond('keyspace_misses_total')})`,
      },
    },
    { title: 'Clients', unit: 'short', queries: { connected: `redis_connected_clients${job}` } },
  ];
}

/** Without eviction a full memory refuses writes. With eviction, as in a cache, a full memory is normal. */
function memoryAlert(host: string, job: string, memory: string, policy: MaxmemoryPolicy): Alert {
  if (policy === 'noeviction') {
    return {
      name: 'MemoryNearLimit',
      expr: `${memory} > 0.85`,
      for: Duration.minutes(2),
      severity: 'critical',
      summary: `${host} has {{ $value | humanizePercentage }} of its maxmemory in use, and refuses writes at 100%: raise its memory limit, or delete keys`,
    };
  }
  return {
    name: 'ManyEvictions',
    expr: `rate(redis_evicted_keys_total${job}[5m]) > 10`,
    for: Duration.minutes(10),
    severity: 'warning',
    summary: `${host} evicts {{ $value | humanize }} keys a second to make room: raise its memory limit`,
  };
}
