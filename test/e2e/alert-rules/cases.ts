import { type AlertCase, down, gauge, gigabyte, perSecond, type Series } from './alert-case';
import { storeCases } from './store-cases';

/** The alerts of a service, by the names that its numbers have; its limits are half a core and 100 MiB. */
function ofService(
  part: string,
  names: { requests: string; seconds: string; labels: string; cores: (of: number) => Series; memory: string },
): AlertCase[] {
  const { requests, seconds, labels, cores, memory } = names;
  // Half of them are served by another pod; what asks for health or numbers is no request.
  const answered = (ok: number, failed: number): Series => ({
    [`${requests}{job="${part}",instance="a",status="200"${labels}}`]: perSecond(ok / 2),
    [`${requests}{job="${part}",instance="b",status="200"${labels}}`]: perSecond(ok / 2),
    // Not there before the first has failed.
    [`${requests}{job="${part}",instance="b",status="503"${labels}}`]: `_x4 ${perSecond(failed)}`,
    ...(labels !== '' && {
      [`${requests}{job="${part}",instance="a",status="503",uri="/actuator/health"}`]: perSecond(50),
      [`${requests}{job="${part}",instance="b",status="200",uri="/actuator/health"}`]: perSecond(5000),
    }),
  });
  const took = (fast: number): Series => ({
    [`${seconds}_bucket{job="${part}",instance="a",le="0.25"${labels}}`]: perSecond(fast / 2),
    [`${seconds}_bucket{job="${part}",instance="a",le="0.5"${labels}}`]: perSecond(fast),
    [`${seconds}_bucket{job="${part}",instance="a",le="1"${labels}}`]: perSecond(100),
    [`${seconds}_bucket{job="${part}",instance="a",le="+Inf"${labels}}`]: perSecond(100),
  });
  const uses = (mebibytes: number): Series => ({
    [`${memory}{job="${part}",instance="a"}`]: 10 * 1024 ** 2,
    [`${memory}{job="${part}",instance="b"}`]: mebibytes * 1024 ** 2,
  });
  return [
    ready(part),
    { alert: `${part} RequestsFail`, minutes: 2, fires: answered(94, 6), silent: answered(95.5, 4.5) },
    { alert: `${part} SlowAnswers`, minutes: 10, fires: took(94), silent: took(96) },
    { alert: `${part} MemoryNearLimit`, minutes: 5, fires: uses(91), silent: uses(89) },
    { alert: `${part} ProcessorNearLimit`, minutes: 10, fires: cores(0.46), silent: cores(0.44) },
  ];
}

function ready(part: string): AlertCase {
  return {
    alert: `${part} NothingReady`,
    minutes: 1,
    fires: { [`up{job="${part}",instance="a"}`]: 1, [`up{job="${part}-ready",instance="a"}`]: 0 },
    silent: { [`up{job="${part}-ready",instance="a"}`]: 0, [`up{job="${part}-ready",instance="b"}`]: 1 },
  };
}

interface PostgresNames {
  readonly up: string;
  readonly backends: string;
  readonly size: string;
  readonly oldest: string;
  readonly statements: string;
}

/** The alerts of a Postgres of 100 connections and 1 GiB, or of the worst instance of a cluster. */
function ofPostgres(part: string, { up, backends, size, oldest, statements }: PostgresNames): AlertCase[] {
  const of = (metric: string, labels: string, value: number): Series => ({
    [`${metric}{job="${part}",instance="a",${labels}}`]: value,
    [`${metric}{job="${part}",instance="b",${labels}}`]: value / 2,
  });
  const connected = (count: number): Series => ({
    ...of(backends, 'datname="shop"', count - 20),
    ...of(backends, 'datname="postgres"', 20),
  });
  const fills = (share: number) => of(size, 'datname="shop"', share * gigabyte);
  const open = (seconds: number) => of(oldest, 'datname="shop"', seconds);
  // A statement of the app, called once a second; backups, by the superuser, may take long.
  const takes = (seconds: number): Series => ({
    [`${statements}_calls_total{job="${part}",instance="a",user="shop",queryid="-7"}`]: perSecond(1),
    [`${statements}_seconds_total{job="${part}",instance="a",user="shop",queryid="-7"}`]: perSecond(seconds),
    [`${statements}_calls_total{job="${part}",instance="a",user="postgres",queryid="8"}`]: perSecond(0.1),
    [`${statements}_seconds_total{job="${part}",instance="a",user="postgres",queryid="8"}`]: perSecond(0.9),
  });
  return [
    down(part, up),
    { alert: `${part} ConnectionsNearLimit`, minutes: 2, fires: connected(81), silent: connected(80) },
    { alert: `${part} DiskNearlyFull`, minutes: 5, fires: fills(0.71), silent: fills(0.69) },
    { alert: `${part} LongTransaction`, minutes: 1, fires: open(601), silent: open(600) },
    { alert: `${part} SlowStatement`, minutes: 5, fires: takes(1.1), silent: takes(0.9) },
  ];
}

const instance = 'instance="a"';

/** What the exporter of the backups shows of a store. */
const backup = (metric: string, value: number | string): Series => ({
  [`slipway_backup_${metric}{job="backups",instance="a",store="db"}`]: value,
});

/** A time in seconds that is always as long ago. */
const ago = (seconds: number): string => `-${seconds}+15x120`;

/** What the Barman Cloud plugin shows on the primary; a replica has seen none. */
const barman = (metric: string, value: number | string): Series => ({
  [`barman_cloud_cloudnative_pg_io_last_${metric}_backup_timestamp{job="cluster",instance="a"}`]: value,
  [`barman_cloud_cloudnative_pg_io_last_${metric}_backup_timestamp{job="cluster",instance="b"}`]:
    ago(900_000),
});
const dayAndQuarter = 30 * 3_600;

/** A case of each alert of the stack in stack.ts. */
export const cases: readonly AlertCase[] = [
  gauge(
    'stack TargetDown',
    5,
    (up) => ({ [`up{job="api",${instance}}`]: up, 'up{job="api-ready"}': 0 }),
    [0, 1],
  ),
  {
    alert: 'stack RulesFail',
    minutes: 5,
    fires: { 'prometheus_rule_evaluation_failures_total{rule_group="db"}': '0+1x120' },
    // One that failed once, such as at the start, is over.
    silent: { 'prometheus_rule_evaluation_failures_total{rule_group="db"}': '0x10 1x110' },
  },
  ...ofService('api', {
    requests: 'http_requests_total',
    seconds: 'http_request_duration_seconds',
    labels: '',
    cores: (of) => ({ 'process_cpu_seconds_total{job="api",instance="a"}': perSecond(of) }),
    memory: 'process_resident_memory_bytes',
  }),
  ...ofService('spring', {
    requests: 'http_server_requests_seconds_count',
    seconds: 'http_server_requests_seconds',
    labels: ',uri="/customers"',
    cores: (of) => ({
      'process_cpu_usage{job="spring",instance="a"}': of / 4,
      'system_cpu_count{job="spring",instance="a"}': 4,
    }),
    memory: 'jvm_memory_used_bytes',
  }),
  ready('nginx'),
  gauge(
    'nginx ConnectionsNearLimit',
    2,
    (count) => ({ [`nginx_connections_active{job="nginx",${instance}}`]: count }),
    [0.81 * 8192, 0.8 * 8192],
  ),
  ...ofPostgres('db', {
    up: 'pg_up',
    backends: 'pg_stat_database_numbackends',
    size: 'pg_database_size_bytes',
    oldest: 'pg_stat_activity_max_tx_duration',
    statements: 'pg_stat_statements',
  }),
  ...ofPostgres('cluster', {
    up: 'cnpg_collector_up',
    backends: 'cnpg_backends_total',
    size: 'cnpg_pg_database_size_bytes',
    oldest: 'cnpg_backends_max_tx_duration_seconds',
    statements: 'cnpg_pg_stat_statements',
  }),
  gauge(
    'cluster ReplicaMissing',
    5,
    (count) => ({
      'cnpg_pg_replication_streaming_replicas{job="cluster",instance="primary"}': count,
      'cnpg_pg_replication_streaming_replicas{job="cluster",instance="replica"}': 0,
    }),
    [1, 2],
  ),
  gauge(
    'cluster ReplicaBehind',
    5,
    (seconds) => ({
      'cnpg_pg_replication_lag{job="cluster",instance="primary"}': 0,
      'cnpg_pg_replication_lag{job="cluster",instance="replica"}': seconds,
    }),
    [31, 30],
  ),
  {
    alert: 'cluster BackupFailed',
    minutes: 15,
    fires: { ...barman('failed', 2_000), ...barman('available', 1_000) },
    silent: { ...barman('failed', 1_000), ...barman('available', 2_000) },
  },
  gauge('cluster BackupTooOld', 15, (age) => barman('available', ago(age)), [
    dayAndQuarter + 1,
    dayAndQuarter - 1,
  ]),
  {
    alert: 'backups BackupFailed',
    minutes: 15,
    fires: {
      ...backup('last_failure_timestamp_seconds', 2_000),
      ...backup('last_good_timestamp_seconds', 1_000),
    },
    silent: {
      ...backup('last_failure_timestamp_seconds', 1_000),
      ...backup('last_good_timestamp_seconds', 2_000),
    },
  },
  gauge('backups BackupTooOld', 5, (age) => backup('last_good_timestamp_seconds', ago(age)), [601, 599]),
  {
    alert: 'backups BackupMissing',
    minutes: 10,
    fires: { 'slipway_backup_target_up{job="backups",instance="a"}': 1 },
    silent: {
      'slipway_backup_target_up{job="backups",instance="a"}': 1,
      ...backup('last_good_timestamp_seconds', 1_000),
    },
  },
  gauge('backups BackupDamaged', 5, (count) => backup('damaged', count), [1, 0]),
  gauge('backups BackupTargetDown', 15, (up) => ({ 'slipway_backup_target_up{job="backups"}': up }), [0, 1]),
  ...storeCases,
];
