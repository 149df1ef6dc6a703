import type { Construct } from 'constructs';
import { join } from 'node:path';
import * as slipway from 'slipway';

/** A shop's products: Next.js in front of a Go API in front of Postgres. */
export class GoNext extends slipway.Stack {
  constructor(scope: Construct, environment: slipway.Environment) {
    super(scope, 'go-next', { environment });

    const postgres = new slipway.Postgres(this, 'postgres', {
      image: 'postgres:16.10',
      database: 'shop',
      initScripts: join(__dirname, 'db'),
      settings: { max_connections: 150 }, // ten pods of the backend, and one more in a rollout, with 9 each
    });

    const backups = new slipway.Backups(this, 'backups', { of: [postgres] });

    const backend = new slipway.WebService(this, 'backend', {
      image: 'slipway/go-next-backend:1.0.0',
      port: 5000,
      env: {
        DATABASE_URL: postgres.secret('uri'),
        DATABASE_CONNECTIONS: 8,
        GOMEMLIMIT: '48MiB',
      },
      resources: slipway.resources({ millicores: [25, 500], mebibytes: [32, 64] }),
      readiness: slipway.Probe.fromHttpGet('/ready'),
      liveness: slipway.Probe.fromHttpGet('/health'),
      metrics: slipway.Metrics.fromPrometheusClient(),
      autoscale: { maxReplicas: 10 },
      startsAfter: [postgres],
    });

    const frontend = new slipway.WebService(this, 'frontend', {
      image: 'slipway/go-next-frontend:1.0.0',
      port: 3000,
      env: { BACKEND_URL: `http://${backend.host}:${backend.port}` },
      // Not /ready, which asks the backend: the page that explains its absence must stay.
      readiness: slipway.Probe.fromHttpGet('/health'),
      liveness: slipway.Probe.fromHttpGet('/health'),
      autoscale: { maxReplicas: 10 },
      connectsTo: [backend],
    });

    new slipway.Ingress(this, 'ingress', { to: frontend });

    new slipway.Monitoring(this, 'monitoring', { of: [backend, postgres, backups] });
  }
}
