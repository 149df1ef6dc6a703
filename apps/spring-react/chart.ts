import type { Construct } from 'constructs';
import * as slipway from 'slipway';
import { database } from './database';
import { figures } from './figures';
import { headers } from './headers';

/** A CRM: React behind nginx, Spring Boot, and Postgres with row-level security. */
export class SpringReact extends slipway.Stack {
  constructor(scope: Construct, environment: slipway.Environment) {
    super(scope, 'spring-react', { environment });

    const postgres = database(this, environment);

    const secrets = new slipway.Credentials(this, 'backend-secrets', {
      random: ['jwt-secret', 'initial-password'],
    });
    const backend = new slipway.WebService(this, 'backend', {
      image: 'slipway/spring-react-backend:1.0.0',
      port: 8080,
      env: {
        SPRING_PROFILES_ACTIVE: environment.name,
        SPRING_DATASOURCE_URL: postgres.secret('jdbc-uri'),
        JWT_SECRET: secrets.key('jwt-secret'),
        INITIAL_PASSWORD: secrets.key('initial-password'),
        CORS_ALLOWED_ORIGINS: 'https://www.pagodirecto.example',
      },
      replicas: 2,
      autoscale: { maxReplicas: 5 },
      resources: figures.backend,
      startup: slipway.Probe.fromHttpGet('/actuator/health/liveness', { failureThreshold: 150 }), // 5 minutes, on a busy node
      readiness: slipway.Probe.fromHttpGet('/actuator/health/readiness'),
      liveness: slipway.Probe.fromHttpGet('/actuator/health/liveness'),
      metrics: slipway.Metrics.fromMicrometer(),
      startsAfter: [postgres],
    });

    const frontend = new slipway.StaticSite(this, 'frontend', {
      image: 'slipway/spring-react-frontend:1.0.0',
      resources: figures.frontend,
    });

    const nginx = new slipway.Gateway(this, 'nginx', {
      image: 'nginxinc/nginx-unprivileged:1.29.1-alpine',
      routes: {
        '/': { to: frontend, rateLimit: { requestsPerSecond: 30, burst: 50 } },
        '/api': { to: backend, rateLimit: { requestsPerSecond: 10, burst: 20 } },
        '/api/v1/auth/login': { to: backend, rateLimit: { requestsPerSecond: 5, burst: 5 } },
      },
      hidden: ['/actuator'],
      headers,
      resources: figures.nginx,
    });
    new slipway.Ingress(this, 'ingress', { to: nginx });

    new slipway.Monitoring(this, 'monitoring', { of: [backend, nginx, postgres] });

    if (environment.name === 'dev') {
      const adminer = slipway.adminer('adminer:5.4.0', postgres);
      new slipway.AdminUi(this, 'adminer', { ...adminer, resources: figures.adminer });
    }
  }
}
