import type { Construct } from 'constructs';
import * as slipway from 'slipway';
import { adminPages } from './admin-pages';
import { monitoring } from './monitoring';

/** Reviews of products: FastAPI behind nginx, with Postgres, MongoDB and Redis, watched by Prometheus and Grafana. */
export class FastapiMongo extends slipway.Stack {
  constructor(scope: Construct, environment: slipway.Environment) {
    super(scope, 'fastapi-mongo', { environment });

    const postgres = new slipway.Postgres(this, 'postgres', {
      image: 'postgres:15.14',
      database: 'thereview',
      // Ten pods of the api, and one more in a rollout, with two workers of five each; the exporter; migrations.
      settings: { max_connections: 150 },
    });
    const mongodb = new slipway.Mongo(this, 'mongodb', { image: 'mongo:7.0.25', database: 'thereview' });
    const redis = new slipway.Redis(this, 'redis', {
      image: 'redis:7.4.5-alpine',
      maxmemoryPolicy: 'allkeys-lru',
    });

    const backups = new slipway.Backups(this, 'backups', { of: [postgres, mongodb, redis] });

    const thereview = {
      image: 'slipway/fastapi-mongo-api:1.0.0',
      user: 1001,
      env: {
        DATABASE_URL: postgres.secret('uri'),
        MONGODB_URL: mongodb.secret('uri'),
        REDIS_URL: redis.secret('uri'),
        WORKERS: 2,
      },
    };
    const migrate = new slipway.Task(this, 'migrate', {
      ...thereview,
      command: ['python', '-m', 'thereview.migrate'],
      doneCheck: 'python -m thereview.migrate --check',
      startsAfter: [postgres, mongodb],
    });
    const api = new slipway.WebService(this, 'api', {
      ...thereview,
      port: 8000,
      replicas: 3, // in every environment
      autoscale: { maxReplicas: 10, cpuPercent: 80 },
      resources: slipway.resources({ millicores: [1000, 2000], mebibytes: [1024, 2048] }),
      startup: slipway.Probe.fromHttpGet('/health'),
      readiness: slipway.Probe.fromHttpGet('/health/serving'),
      liveness: slipway.Probe.fromHttpGet('/health/live'),
      metrics: slipway.Metrics.fromPrometheusClient(),
      connectsTo: [postgres, mongodb, redis],
      startsAfter: [migrate], // not after Redis: the api starts, and serves, without
    });

    const nginx = new slipway.Gateway(this, 'nginx', {
      image: 'nginxinc/nginx-unprivileged:1.29.1-alpine',
      routes: { '/': api },
      hidden: ['/metrics'],
      healthPath: '/nginx-health', // /health is the api's
      timeout: slipway.Duration.seconds(30),
      headers: { 'Content-Security-Policy': "default-src 'self'" },
    });
    new slipway.Ingress(this, 'ingress', { to: nginx });
    new slipway.Monitoring(this, 'monitoring', {
      of: [api, nginx, postgres, mongodb, redis, backups],
      ...monitoring,
    });
    if (environment.name === 'dev') adminPages(this, { postgres, mongodb, redis });
  }
}
