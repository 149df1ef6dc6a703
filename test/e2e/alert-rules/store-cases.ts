import { type AlertCase, down, gauge, gigabyte, perSecond } from './alert-case';

/** The alerts of the stores beside Postgres, each with a volume of 1 GiB. */
export const storeCases: readonly AlertCase[] = [
  down('store', 'redis_up'),
  gauge(
    'store MemoryNearLimit',
    2,
    (bytes) => ({
      'redis_memory_used_bytes{job="store"}': bytes,
      'redis_memory_max_bytes{job="store"}': 1000,
    }),
    [851, 850],
  ),
  down('cache', 'redis_up'),
  gauge(
    'cache ManyEvictions',
    10,
    (rate) => ({ 'redis_evicted_keys_total{job="cache"}': perSecond(rate) }),
    [11, 9],
  ),
  ...['store', 'cache'].map((part) =>
    gauge(
      `${part} DiskNearlyFull`,
      5,
      (share) => ({ [`redis_aof_current_size_bytes{job="${part}"}`]: share * gigabyte }),
      [0.41, 0.39],
    ),
  ),
  down('mongo', 'mongodb_up'),
  gauge(
    'mongo ConnectionsNearLimit',
    2,
    (current) => ({
      'mongodb_ss_connections{job="mongo",conn_type="current"}': current,
      'mongodb_ss_connections{job="mongo",conn_type="available"}': 100 - current,
      // The exporter shows others too, which are no part of the sum.
      'mongodb_ss_connections{job="mongo",conn_type="totalCreated"}': 100_000,
    }),
    [81, 80],
  ),
  gauge(
    'mongo DiskNearlyFull',
    5,
    (used) => ({
      'mongodb_dbstats_fsUsedSize{job="mongo",database="shop"}': used,
      'mongodb_dbstats_fsTotalSize{job="mongo",database="shop"}': 100,
    }),
    [81, 80],
  ),
  down('mysql', 'mysql_up'),
  gauge(
    'mysql ConnectionsNearLimit',
    2,
    (count) => ({ 'mysql_global_status_threads_connected{job="mysql"}': count }),
    [103, 102], // of 128
  ),
  gauge(
    'mysql DiskNearlyFull',
    5,
    (share) => ({
      'mysql_info_schema_innodb_tablespace_file_size_bytes{job="mysql",tablespace_name="shop/a"}':
        (share * gigabyte) / 2,
      'mysql_info_schema_innodb_tablespace_file_size_bytes{job="mysql",tablespace_name="shop/b"}':
        (share * gigabyte) / 2,
    }),
    [0.81, 0.79],
  ),
  down('memcached', 'memcached_up'),
  gauge(
    'memcached ConnectionsNearLimit',
    2,
    (count) => ({
      'memcached_current_connections{job="memcached"}': count,
      'memcached_max_connections{job="memcached"}': 100,
    }),
    [81, 80],
  ),
  gauge(
    'memcached ManyEvictions',
    10,
    (rate) => ({ 'memcached_items_evicted_total{job="memcached"}': perSecond(rate) }),
    [11, 9],
  ),
  down('rabbitmq', 'up'),
  gauge(
    'rabbitmq PublishersBlocked',
    1,
    (raised) => ({
      'rabbitmq_alarms_memory_used_watermark{job="rabbitmq"}': 0,
      'rabbitmq_alarms_free_disk_space_watermark{job="rabbitmq"}': raised,
    }),
    [1, 0],
  ),
];
