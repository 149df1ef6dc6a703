import type { Construct } from 'constructs';
import { join } from 'node:path';
import { Cpu, type Environment, Ingress, Postgres, Probe, Size, Stack, WebService } from '../../lib';

/** A shop's products: Next.js in front of a Go API in front of Postgres. */
export class GoNext extends Stack {
  constructor(scope: Construct, environment: Environment) {
    super(scope, 'go-next', { environment });

    const postgres = new Postgres(this, 'postgres', {
      image: 'postgres:16.10',
      database: 'shop',
      initScripts: join(__dirname, 'db'),
      settings: { max_connections: 150 }, // ten pods of the backend, and one more in a rollout, with 9 each
    });

    const backend = new WebService(this, 'backend', {
      image: 'slipway/go-next-backend:1.0.0',
      port: 5000,
      env: {
        DATABASE_URL: postgres.secret('uri'),
        DATABASE_CONNECTIONS: 8,
        GOMEMLIMIT: '48MiB',
      },
      resources: {
        cpu: { request: Cpu.millis(25), limit: Cpu.millis(500) },
        memory: { request: Size.mebibytes(32), limit: Size.mebibytes(64) },
      },
      readiness: Probe.fromHttpGet('/ready'),
      liveness: Probe.fromHttpGet('/health'),
      autoscale: { maxReplicas: 10 },
      startsAfter: [postgres],
    });

    const frontend = new WebService(this, 'frontend', {
      image: 'slipway/go-next-frontend:1.0.0',
      port: 3000,
      env: { BACKEND_URL: `http://${backend.host}:${backend.port}` },
      // Not /ready, which asks the backend: the page that explains its absence must stay.
      readiness: Probe.fromHttpGet('/health'),
      liveness: Probe.fromHttpGet('/health'),
      autoscale: { maxReplicas: 10 },
      connectsTo: [backend],
    });

    new Ingress(this, 'ingress', { to: frontend });
  }
}
