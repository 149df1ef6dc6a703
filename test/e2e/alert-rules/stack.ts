import {
  Backups,
  Duration,
  Gateway,
  Memcached,
  Metrics,
  Mongo,
  Monitoring,
  MySql,
  Postgres,
  PostgresCluster,
  RabbitMq,
  Redis,
  resources,
  Size,
  WebService,
} from '../../../lib';
import { Manifests } from '../../support/manifests';
import { testDev, testStack } from '../../support/stack';

const backupBucket = { endpoint: 'https://s3.example.com', bucket: 'backups' };

/** A stack with each part that has signals of its own, in figures that are easy to reckon with. */
export function watchedStack(): Manifests {
  const stack = testStack({
    ...testDev,
    monitoring: true,
    scheduledBackups: true,
    backupBucket,
    backupEncryption: 'none',
  });
  const storage = Size.gibibytes(1);
  const service = {
    image: 'api:1',
    port: 8000,
    resources: resources({ millicores: [100, 500], mebibytes: [64, 100] }),
  };
  const api = new WebService(stack, 'api', { ...service, metrics: Metrics.fromPrometheusClient() });
  const spring = new WebService(stack, 'spring', { ...service, metrics: Metrics.fromMicrometer() });
  const nginx = new Gateway(stack, 'nginx', { image: 'nginx:1', routes: { '/': api } });
  const settings = { shared_preload_libraries: 'pg_stat_statements' };
  const db = new Postgres(stack, 'db', { image: 'postgres:16.10', database: 'shop', settings, storage });
  const cluster = new PostgresCluster(stack, 'cluster', {
    image: 'ghcr.io/cloudnative-pg/postgresql:16.10-standard-bookworm',
    database: 'shop',
    instances: 3,
    settings,
    storage,
  });
  const store = new Redis(stack, 'store', { image: 'redis:7.4.5', storage });
  const cache = new Redis(stack, 'cache', { image: 'redis:7.4.5', storage, maxmemoryPolicy: 'allkeys-lru' });
  const mongo = new Mongo(stack, 'mongo', { image: 'mongo:7.0.25', database: 'shop' });
  const mysql = new MySql(stack, 'mysql', { image: 'mysql:8.4.6', database: 'shop', storage });
  const memcached = new Memcached(stack, 'memcached', { image: 'memcached:1.6.39' });
  const rabbitmq = new RabbitMq(stack, 'rabbitmq', { image: 'rabbitmq:4.1.4', storage });
  // Five minutes from one to the next, and five to make it.
  const backups = new Backups(stack, 'backups', {
    of: [db],
    schedule: '*/5 * * * *',
    timeout: Duration.minutes(5),
  });
  new Monitoring(stack, 'monitoring', {
    of: [api, spring, nginx, db, cluster, store, cache, mongo, mysql, memcached, rabbitmq, backups],
  });
  return Manifests.of(stack);
}
