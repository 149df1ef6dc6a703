import type { Construct } from 'constructs';
import * as slipway from 'slipway';

/** A shop for clean vegetables: Next.js on Bun in front of NestJS; products, their views and their photos in a store each. */
export class NestBun extends slipway.Stack {
  constructor(scope: Construct, environment: slipway.Environment) {
    super(scope, 'nest-bun', { environment });

    const postgres = new slipway.Postgres(this, 'postgres', {
      image: 'postgres:16.10',
      database: 'rausachcore',
      settings: { max_connections: 120 }, // ten pods of the backend, and one more in a rollout, with 8 each
    });
    const redis = new slipway.Redis(this, 'redis', { image: 'redis:7.4.5-alpine' });
    const store = new slipway.ObjectStore(this, 'minio', {
      server: slipway.minio('quay.io/minio/minio:RELEASE.2025-09-07T16-13-09Z'),
    });

    const backups = new slipway.Backups(this, 'backups', { of: [postgres, redis, store] });

    const migrate = new slipway.Task(this, 'migrate', {
      image: 'slipway/nest-bun-backend:1.0.0',
      command: ['node', 'dist/migrate.js'],
      env: { DATABASE_URL: postgres.secret('uri') },
      startsAfter: [postgres],
      doneCheck: 'node dist/migrate.js --check',
    });

    // Earlier than usual: with limits this low, few pods have little left for those that are away or have just started.
    const autoscale = { maxReplicas: 10, cpuPercent: 60 };

    const backend = new slipway.WebService(this, 'backend', {
      image: 'slipway/nest-bun-backend:1.0.0',
      port: 4000,
      env: {
        DATABASE_URL: postgres.secret('uri'),
        REDIS_URL: redis.secret('uri'),
        ...(redis.ca && { NODE_EXTRA_CA_CERTS: redis.ca }),
        S3_ENDPOINT: store.url,
        S3_BUCKET: 'photos',
        S3_ACCESS_KEY_ID: store.secret('access-key-id'),
        S3_SECRET_ACCESS_KEY: store.secret('secret-access-key'),
      },
      resources: slipway.resources({ millicores: [100, 200], mebibytes: [150, 250] }),
      readiness: slipway.Probe.fromHttpGet('/health/ready'),
      liveness: slipway.Probe.fromHttpGet('/health/live'),
      metrics: slipway.Metrics.fromPrometheusClient(),
      autoscale,
      startsAfter: [migrate], // not the other two: without them the shop still sells
      connectsTo: [postgres, redis, store],
    });

    const frontend = new slipway.WebService(this, 'frontend', {
      image: 'slipway/nest-bun-frontend:1.0.0',
      port: 3000,
      env: { BACKEND_URL: `http://${backend.host}:${backend.port}` },
      resources: slipway.resources({ millicores: [50, 100], mebibytes: [80, 120] }),
      // Not /ready, which asks the backend: the page that explains its absence must stay.
      readiness: slipway.Probe.fromHttpGet('/health', { timeout: slipway.Duration.seconds(5) }), // a tenth of a core is slow
      liveness: slipway.Probe.fromHttpGet('/health'),
      autoscale,
      connectsTo: [backend],
    });

    new slipway.Ingress(this, 'ingress', { to: frontend });

    new slipway.Monitoring(this, 'monitoring', { of: [backend, postgres, redis, backups] });
  }
}
