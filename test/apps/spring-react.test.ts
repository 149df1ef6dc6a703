import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test as testEnvironment } from '../../apps/spring-react/environments';
import { settings } from '../../apps/spring-react/settings';
import { inventory } from '../../engine/stack/inventory';
import { testDev, testProd } from '../support/stack';
import { manifestsOf } from '../support/stacks';

const testTest = { ...testEnvironment(), secrets: testDev.secrets };

describe('spring-react', () => {
  test('in dev', () => {
    expect(inventory(manifestsOf('spring-react', testDev).all).join('\n')).toMatchInlineSnapshot(`
      "ConfigMap/nginx-files 1 file
      ConfigMap/postgres-files 5 files
      CronJob/backups on demand slipway/backup:1.1.0
      CronJob/postgres-backup on demand postgres:16.10
      CronJob/postgres-restore on demand postgres:16.10
      Deployment/adminer x1 adminer:5.4.0
      Deployment/backend x2 slipway/spring-react-backend:1.0.0
      Deployment/frontend x2 slipway/spring-react-frontend:1.0.0
      Deployment/nginx x2 nginxinc/nginx-unprivileged:1.29.1-alpine
      Ingress/ingress spring-react.localhost -> nginx:8080 with TLS
      Namespace/spring-react
      NetworkPolicy/adminer from nobody to postgres
      NetworkPolicy/backend from nginx to postgres
      NetworkPolicy/backups from nobody
      NetworkPolicy/deny-all from nobody
      NetworkPolicy/frontend from nginx
      NetworkPolicy/nginx from namespace/nginx-ingress to backend, frontend
      NetworkPolicy/postgres from adminer, backend, postgres-backup
      NetworkPolicy/postgres-backup from nobody to postgres
      PersistentVolumeClaim/backups 1Gi
      PodDisruptionBudget/adminer at most 1 away
      PodDisruptionBudget/backend at most 1 away
      PodDisruptionBudget/frontend at most 1 away
      PodDisruptionBudget/nginx at most 1 away
      PodDisruptionBudget/postgres at most 1 away
      Secret/backend-secrets initial-password, jwt-secret
      Secret/postgres-app dbname, host, jdbc-uri, password, port, uri, username
      Secret/postgres-superuser password, username
      Secret/spring-react.localhost-tls tls.crt, tls.key
      Service/adminer 8080
      Service/backend 8080
      Service/frontend 8080
      Service/nginx 8080
      Service/postgres 5432
      Service/postgres-pods 5432 headless
      StatefulSet/postgres x1 postgres:16.10 1Gi"
    `);
  });

  test('in test is the same as in dev, without Adminer', () => {
    const isAdminer = (name: string) => name.includes('/adminer');
    const names = manifestsOf('spring-react', testDev).names;

    expect(names.filter(isAdminer)).not.toEqual([]);
    expect(manifestsOf('spring-react', testTest).names).toEqual(names.filter((name) => !isAdminer(name)));
  });

  test('in prod', () => {
    expect(inventory(manifestsOf('spring-react', testProd).all).join('\n')).toMatchInlineSnapshot(`
      "Cluster/postgres x3 ghcr.io/cloudnative-pg/postgresql:16.10-standard-bookworm 20Gi
      ConfigMap/grafana-files 3 files
      ConfigMap/nginx-files 1 file
      ConfigMap/postgres-init 1 file
      ConfigMap/postgres-statements 1 file
      ConfigMap/prometheus-files 2 files
      Deployment/backend x2..5 slipway/spring-react-backend:1.0.0
      Deployment/frontend x3 slipway/spring-react-frontend:1.0.0
      Deployment/nginx x3 nginxinc/nginx-unprivileged:1.29.1-alpine, nginx/nginx-prometheus-exporter:1.4.2
      HorizontalPodAutoscaler/backend 2 to 5
      Ingress/ingress spring-react.example.com -> nginx:8080 with TLS
      LimitRange/stack
      Namespace/spring-react
      NetworkPolicy/backend from nginx, prometheus to postgres
      NetworkPolicy/deny-all from nobody
      NetworkPolicy/frontend from nginx
      NetworkPolicy/grafana from nobody to prometheus
      NetworkPolicy/nginx from namespace/nginx-ingress, prometheus to backend, frontend
      NetworkPolicy/postgres from backend, namespace/cnpg-system, postgres, prometheus to anywhere, postgres
      NetworkPolicy/prometheus from grafana to backend, nginx, postgres
      ObjectStore/postgres-backups
      PodDisruptionBudget/backend at most 1 away
      PodDisruptionBudget/frontend at most 1 away
      PodDisruptionBudget/grafana at most 1 away
      PodDisruptionBudget/nginx at most 1 away
      PodDisruptionBudget/prometheus at most 1 away
      ResourceQuota/stack limits.memory 64Gi, pods 60, requests.cpu 16, requests.memory 32Gi, requests.storage 200Gi
      ScheduledBackup/postgres-backups
      Service/backend 8080
      Service/backend-metrics 8080 headless
      Service/backend-ready 8080 headless
      Service/frontend 8080
      Service/grafana 3000
      Service/grafana-pods 3000 headless
      Service/nginx 8080
      Service/nginx-metrics 9113 headless
      Service/nginx-ready 9113 headless
      Service/postgres-metrics 9187 headless
      Service/prometheus 9090
      Service/prometheus-pods 9090 headless
      StatefulSet/grafana x1 grafana/grafana:12.1.1 20Gi
      StatefulSet/prometheus x1 prom/prometheus:v3.5.0 20Gi"
    `);
  });

  test.each([testDev, testTest, testProd])('runs the backend with the profile $name', (environment) => {
    expect(manifestsOf('spring-react', environment).container('Deployment/backend', 'env.0')).toEqual({
      name: 'SPRING_PROFILES_ACTIVE',
      value: environment.name,
    });
  });

  test('has a connection for every pool of the most backends there can be', () => {
    const backends =
      Number(
        manifestsOf('spring-react', testProd).at('HorizontalPodAutoscaler/backend', 'spec.maxReplicas'),
      ) + 1; // in a rollout
    const yaml = readFileSync(
      join(__dirname, '../../apps/spring-react/images/backend/src/main/resources/application.yaml'),
      'utf8',
    );
    const pool = Number(/^ {6}maximum-pool-size: (\d+)/m.exec(yaml)?.[1]);

    // Each has one more, for Flyway. Besides: three that PostgreSQL keeps for superusers, the exporter, backups, Adminer.
    expect(settings.max_connections).toBeGreaterThanOrEqual(backends * (pool + 1) + 15);
  });

  test('keeps the values of statements, among which are personal data, out of the log', () => {
    expect(settings).toMatchObject({ log_statement: 'mod', log_parameter_max_length: 0 });
  });

  test('has no setting that the Compose stack has otherwise', () => {
    const conf = readFileSync(join(__dirname, '../../apps/spring-react/postgres/postgres.conf'), 'utf8');
    const lines = conf.matchAll(/^([\w.]+) = '?([^'#\n]*?)'?\s*(?:#.*)?$/gm);
    const composed = new Map([...lines].map(([, name = '', value = '']) => [name, value]));
    const text = (value: string | number | boolean) =>
      typeof value === 'boolean' ? (value ? 'on' : 'off') : String(value);

    expect(Object.entries(settings).map(([name, value]) => [name, text(value)])).toEqual(
      Object.keys(settings).map((name) => [name, composed.get(name)]),
    );
  });
});
