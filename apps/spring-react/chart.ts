import type { Construct } from 'constructs';
import { join } from 'node:path';
import {
  AdminUi,
  Backups,
  Credentials,
  dev,
  type Environment,
  Gateway,
  Ingress,
  Postgres,
  PostgresCluster,
  Probe,
  Stack,
  StaticSite,
  WebService,
} from '../../lib';
import { figures } from './figures';
import { headers } from './headers';
import { settings } from './settings';

const clusterImage = 'ghcr.io/cloudnative-pg/postgresql:16.10-standard-bookworm';

/** A CRM: React behind nginx, Spring Boot, and Postgres with row-level security. */
export class SpringReact extends Stack {
  /** Demo data as in dev, but neither Adminer nor the API's documentation. */
  public static readonly environments = { test: (): Environment => ({ ...dev(), name: 'test' }) };

  constructor(scope: Construct, environment: Environment) {
    super(scope, 'spring-react', { environment });

    const database = {
      database: 'pagodirecto_crm',
      initScripts: join(__dirname, 'postgres/init'),
      settings,
      resources: figures.postgres,
    };
    const postgres =
      environment.name === 'prod'
        ? new PostgresCluster(this, 'postgres', { image: clusterImage, instances: 2, ...database })
        : new Postgres(this, 'postgres', { image: 'postgres:16.10', ...database });

    // A cluster's are CloudNativePG's to make.
    if (postgres instanceof Postgres) new Backups(this, 'backups', { of: [postgres] }); // 30 days

    const secrets = new Credentials(this, 'backend-secrets', { random: ['jwt-secret', 'initial-password'] });
    const backend = new WebService(this, 'backend', {
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
      resources: figures.backend,
      startup: Probe.fromHttpGet('/actuator/health/liveness', { failureThreshold: 150 }), // 5 minutes, on a busy node
      readiness: Probe.fromHttpGet('/actuator/health/readiness'),
      liveness: Probe.fromHttpGet('/actuator/health/liveness'),
      startsAfter: [postgres],
    });

    const frontend = new StaticSite(this, 'frontend', {
      image: 'slipway/spring-react-frontend:1.0.0',
      resources: figures.frontend,
    });

    const nginx = new Gateway(this, 'nginx', {
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
    new Ingress(this, 'ingress', { to: nginx });

    if (environment.name === 'dev') {
      new AdminUi(this, 'adminer', {
        image: 'adminer:5.4.0',
        port: 8080,
        user: 100, // the image's
        env: { ADMINER_DEFAULT_SERVER: postgres.host },
        resources: figures.adminer,
        connectsTo: [postgres],
      });
    }
  }
}
