import { inventory } from '../../engine/stack/inventory';
import type { Environment } from '../../lib';
import { testDev, testProd } from '../support/stack';
import { manifestsOf } from '../support/stacks';

describe('nest-bun', () => {
  test('in dev', () => {
    expect(inventory(manifestsOf('nest-bun', testDev).all).join('\n')).toMatchInlineSnapshot(`
     "ConfigMap/postgres-files 3 files
     ConfigMap/redis-files 1 file
     CronJob/backups on demand slipway/backup:1.1.0
     CronJob/minio-backup on demand slipway/backup:1.1.0
     CronJob/minio-restore on demand slipway/backup:1.1.0
     CronJob/postgres-backup on demand postgres:16.10
     CronJob/postgres-restore on demand postgres:16.10
     CronJob/redis-backup on demand redis:7.4.5-alpine
     CronJob/redis-restore on demand redis:7.4.5-alpine
     Deployment/backend x2 slipway/nest-bun-backend:1.0.0
     Deployment/frontend x2 slipway/nest-bun-frontend:1.0.0
     Ingress/ingress nest-bun.localhost -> frontend:3000 with TLS
     Job/migrate slipway/nest-bun-backend:1.0.0
     Namespace/nest-bun
     NetworkPolicy/backend from frontend to minio, postgres, redis
     NetworkPolicy/backups from nobody
     NetworkPolicy/deny-all from nobody
     NetworkPolicy/frontend from namespace/nginx-ingress to backend
     NetworkPolicy/migrate from nobody to postgres
     NetworkPolicy/minio from backend, minio-backup
     NetworkPolicy/minio-backup from nobody to minio
     NetworkPolicy/postgres from backend, migrate, postgres-backup
     NetworkPolicy/postgres-backup from nobody to postgres
     NetworkPolicy/redis from backend, redis-backup
     NetworkPolicy/redis-backup from nobody to redis
     PersistentVolumeClaim/backups 1Gi
     PodDisruptionBudget/backend at most 1 away
     PodDisruptionBudget/frontend at most 1 away
     PodDisruptionBudget/minio at most 1 away
     PodDisruptionBudget/postgres at most 1 away
     PodDisruptionBudget/redis at most 1 away
     Secret/minio-credentials access-key-id, secret-access-key
     Secret/nest-bun.localhost-tls tls.crt, tls.key
     Secret/postgres-app dbname, host, jdbc-uri, password, port, uri, username
     Secret/postgres-superuser password, username
     Secret/redis-credentials password, uri
     Secret/redis-users backup-password, exporter-password
     Service/backend 4000
     Service/frontend 3000
     Service/minio 9000
     Service/minio-pods 9000 headless
     Service/postgres 5432
     Service/postgres-pods 5432 headless
     Service/redis 6379
     Service/redis-pods 6379 headless
     StatefulSet/minio x1 quay.io/minio/minio:RELEASE.2025-09-07T16-13-09Z 1Gi
     StatefulSet/postgres x1 postgres:16.10 1Gi
     StatefulSet/redis x1 redis:7.4.5-alpine 1Gi"
    `);
  });

  test('in prod', () => {
    expect(inventory(manifestsOf('nest-bun', testProd).all).join('\n')).toMatchInlineSnapshot(`
     "ConfigMap/grafana-files 3 files
     ConfigMap/postgres-files 4 files
     ConfigMap/prometheus-files 2 files
     ConfigMap/redis-files 1 file
     CronJob/backups at '37 * * * *' slipway/backup:1.1.0
     CronJob/minio-backup at '30 2 * * *' slipway/backup:1.1.0
     CronJob/minio-restore on demand slipway/backup:1.1.0
     CronJob/postgres-backup at '0 2 * * *' postgres:16.10
     CronJob/postgres-restore on demand postgres:16.10
     CronJob/redis-backup at '15 2 * * *' redis:7.4.5-alpine
     CronJob/redis-restore on demand redis:7.4.5-alpine
     Deployment/backend x3..10 slipway/nest-bun-backend:1.0.0
     Deployment/backups-exporter x1 slipway/backup:1.1.0
     Deployment/frontend x3..10 slipway/nest-bun-frontend:1.0.0
     Deployment/postgres-exporter x1 quay.io/prometheuscommunity/postgres-exporter:v0.17.1
     Deployment/redis-exporter x1 oliver006/redis_exporter:v1.74.0
     HorizontalPodAutoscaler/backend 3 to 10
     HorizontalPodAutoscaler/frontend 3 to 10
     Ingress/ingress nest-bun.example.com -> frontend:3000 with TLS
     Job/migrate slipway/nest-bun-backend:1.0.0
     LimitRange/stack
     Namespace/nest-bun
     NetworkPolicy/backend from frontend, prometheus to minio, postgres, redis
     NetworkPolicy/backups from nobody to anywhere
     NetworkPolicy/backups-exporter from prometheus to anywhere
     NetworkPolicy/deny-all from nobody
     NetworkPolicy/frontend from namespace/nginx-ingress to backend
     NetworkPolicy/grafana from nobody to prometheus
     NetworkPolicy/migrate from nobody to postgres
     NetworkPolicy/minio from backend, minio-backup
     NetworkPolicy/minio-backup from nobody to anywhere, minio
     NetworkPolicy/postgres from backend, migrate, postgres-backup, postgres-exporter
     NetworkPolicy/postgres-backup from nobody to anywhere, postgres
     NetworkPolicy/postgres-exporter from prometheus to postgres
     NetworkPolicy/prometheus from grafana to backend, backups-exporter, postgres-exporter, redis-exporter
     NetworkPolicy/redis from backend, redis-backup, redis-exporter
     NetworkPolicy/redis-backup from nobody to anywhere, redis
     NetworkPolicy/redis-exporter from prometheus to redis
     PodDisruptionBudget/backend at most 1 away
     PodDisruptionBudget/backups-exporter at most 1 away
     PodDisruptionBudget/frontend at most 1 away
     PodDisruptionBudget/grafana at most 1 away
     PodDisruptionBudget/minio at most 1 away
     PodDisruptionBudget/postgres at most 1 away
     PodDisruptionBudget/postgres-exporter at most 1 away
     PodDisruptionBudget/prometheus at most 1 away
     PodDisruptionBudget/redis at most 1 away
     PodDisruptionBudget/redis-exporter at most 1 away
     ResourceQuota/stack limits.memory 64Gi, pods 60, requests.cpu 16, requests.memory 32Gi, requests.storage 200Gi
     Service/backend 4000
     Service/backend-metrics 4000 headless
     Service/backend-ready 4000 headless
     Service/backups-metrics 9189 headless
     Service/frontend 3000
     Service/grafana 3000
     Service/grafana-pods 3000 headless
     Service/minio 9000
     Service/minio-pods 9000 headless
     Service/postgres 5432
     Service/postgres-exporter 9187
     Service/postgres-metrics 9187 headless
     Service/postgres-pods 5432 headless
     Service/prometheus 9090
     Service/prometheus-pods 9090 headless
     Service/redis 6379
     Service/redis-exporter 9121
     Service/redis-metrics 9121 headless
     Service/redis-pods 6379 headless
     StatefulSet/grafana x1 grafana/grafana:12.1.1 20Gi
     StatefulSet/minio x1 quay.io/minio/minio:RELEASE.2025-09-07T16-13-09Z 20Gi
     StatefulSet/postgres x1 postgres:16.10 20Gi
     StatefulSet/prometheus x1 prom/prometheus:v3.5.0 20Gi
     StatefulSet/redis x1 redis:7.4.5-alpine 20Gi"
    `);
  });

  test.each([
    ['backend', { cpu: '100m', memory: '150Mi' }, { cpu: '200m', memory: '250Mi' }],
    ['frontend', { cpu: '50m', memory: '80Mi' }, { cpu: '100m', memory: '120Mi' }],
  ])('%s gets what it is said to need, but for the CPU that dev requests', (name, requests, limits) => {
    const resources = (environment: Environment) =>
      manifestsOf('nest-bun', environment).container(`Deployment/${name}`, 'resources');

    expect(resources(testProd)).toMatchObject({ requests, limits });
    expect(resources(testDev)).toMatchObject({ requests: { ...requests, cpu: '20m' }, limits });
  });

  test('the backend starts after the migration only: without redis and minio the shop still sells', () => {
    expect(manifestsOf('nest-bun', testDev).pod('Deployment/backend', 'initContainers')).toMatchObject([
      { name: 'wait-for-migrate' },
    ]);
  });
});
