import type { Construct } from 'constructs';
import { Backups, type Environment, Ingress, Postgres, Probe, Stack, WebService } from 'slipway';

/** A web server and a database. */
export class {{Stack}} extends Stack {
  constructor(scope: Construct, environment: Environment) {
    super(scope, '{{stack}}', { environment });

    const postgres = new Postgres(this, 'postgres', { image: 'postgres:16.10', database: 'app' });

    new Backups(this, 'backups', { of: [postgres] });

    // Replace this by your own image.
    const web = new WebService(this, 'web', {
      image: 'nginxinc/nginx-unprivileged:1.29.1-alpine',
      port: 8080,
      user: 101,
      env: { DATABASE_URL: postgres.secret('uri') },
      readiness: Probe.fromHttpGet('/'),
      liveness: Probe.fromHttpGet('/'),
      startsAfter: [postgres],
    });

    new Ingress(this, 'ingress', { to: web });
  }
}
