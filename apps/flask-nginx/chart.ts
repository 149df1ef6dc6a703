import type { Construct } from 'constructs';
import { join } from 'node:path';
import * as slipway from 'slipway';

/** Notes in Postgres, a hit counter and a cache in Redis: Flask behind nginx. */
export class FlaskNginx extends slipway.Stack {
  constructor(scope: Construct, environment: slipway.Environment) {
    super(scope, 'flask-nginx', { environment });

    const postgres = new slipway.Postgres(this, 'postgres', {
      image: 'postgres:16.10',
      database: 'notes',
      initScripts: join(__dirname, 'postgres/init'),
      settings: { max_connections: 250 }, // ten pods of the app, and one more in a rollout, with 18 each
    });

    const redis = new slipway.Redis(this, 'redis', {
      image: 'redis:7.4.5-alpine',
      maxmemoryPolicy: 'volatile-lru', // pages of the cache go, the hit counter stays
    });

    const backups = new slipway.Backups(this, 'backups', { of: [postgres, redis] });

    const app = new slipway.WebService(this, 'app', {
      image: 'slipway/flask-nginx-app:1.0.0',
      port: 5000,
      env: {
        DATABASE_URL: postgres.secret('uri'),
        REDIS_URL: redis.secret('uri'),
      },
      readiness: slipway.Probe.fromHttpGet('/ready'),
      liveness: slipway.Probe.fromHttpGet('/health'),
      metrics: slipway.Metrics.fromPrometheusClient(),
      autoscale: { maxReplicas: 10 },
      connectsTo: [postgres, redis],
      startsAfter: [postgres], // not after Redis: the app starts, and serves, without
    });

    const nginx = new slipway.Gateway(this, 'nginx', {
      image: 'nginxinc/nginx-unprivileged:1.29.1-alpine',
      routes: { '/': app },
      hidden: ['/metrics', '/ready'],
      timeout: slipway.Duration.seconds(30),
      headers: { 'Content-Security-Policy': "default-src 'self'" },
    });

    new slipway.Ingress(this, 'ingress', { to: nginx });

    new slipway.Monitoring(this, 'monitoring', { of: [app, nginx, postgres, redis, backups] });
  }
}
