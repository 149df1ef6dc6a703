import { inventory } from '../../engine/stack/inventory';
import { testDev, testProd } from '../support/stack';
import { manifestsOf } from '../support/stacks';

describe('flask-nginx', () => {
  test('in dev', () => {
    expect(inventory(manifestsOf('flask-nginx', testDev).all).join('\n')).toMatchInlineSnapshot(`
     "ConfigMap/nginx-files 1 file
     ConfigMap/postgres-files 4 files
     ConfigMap/redis-files 1 file
     CronJob/backups on demand slipway/backup:1.1.0
     CronJob/postgres-backup on demand postgres:16.10
     CronJob/postgres-restore on demand postgres:16.10
     CronJob/redis-backup on demand redis:7.4.5-alpine
     CronJob/redis-restore on demand redis:7.4.5-alpine
     Deployment/app x2 slipway/flask-nginx-app:1.0.0
     Deployment/nginx x2 nginxinc/nginx-unprivileged:1.29.1-alpine
     Ingress/ingress flask-nginx.localhost -> nginx:8080 with TLS
     Namespace/flask-nginx
     NetworkPolicy/app from nginx to postgres, redis
     NetworkPolicy/backups from nobody
     NetworkPolicy/deny-all from nobody
     NetworkPolicy/nginx from namespace/nginx-ingress to app
     NetworkPolicy/postgres from app, postgres-backup
     NetworkPolicy/postgres-backup from nobody to postgres
     NetworkPolicy/redis from app, redis-backup
     NetworkPolicy/redis-backup from nobody to redis
     PersistentVolumeClaim/backups 1Gi
     PodDisruptionBudget/app at most 1 away
     PodDisruptionBudget/nginx at most 1 away
     PodDisruptionBudget/postgres at most 1 away
     PodDisruptionBudget/redis at most 1 away
     Secret/flask-nginx.localhost-tls tls.crt, tls.key
     Secret/postgres-app dbname, host, jdbc-uri, password, port, uri, username
     Secret/postgres-superuser password, username
     Secret/redis-credentials password, uri
     Secret/redis-users backup-password, exporter-password
     Service/app 5000
     Service/nginx 8080
     Service/postgres 5432
     Service/postgres-pods 5432 headless
     Service/redis 6379
     Service/redis-pods 6379 headless
     StatefulSet/postgres x1 postgres:16.10 1Gi
     StatefulSet/redis x1 redis:7.4.5-alpine 1Gi"
    `);
  });

  test('in prod', () => {
    expect(inventory(manifestsOf('flask-nginx', testProd).all).join('\n')).toMatchInlineSnapshot(`
     "ConfigMap/grafana-files 3 files
     ConfigMap/nginx-files 1 file
     ConfigMap/postgres-files 5 files
     ConfigMap/prometheus-files 2 files
     ConfigMap/redis-files 1 file
     CronJob/backups at '37 * * * *' slipway/backup:1.1.0
     CronJob/postgres-backup at '0 2 * * *' postgres:16.10
     CronJob/postgres-restore on demand postgres:16.10
     CronJob/redis-backup at '15 2 * * *' redis:7.4.5-alpine
     CronJob/redis-restore on demand redis:7.4.5-alpine
     Deployment/app x3..10 slipway/flask-nginx-app:1.0.0
     Deployment/backups-exporter x1 slipway/backup:1.1.0
     Deployment/nginx x3 nginxinc/nginx-unprivileged:1.29.1-alpine, nginx/nginx-prometheus-exporter:1.4.2
     Deployment/postgres-exporter x1 quay.io/prometheuscommunity/postgres-exporter:v0.17.1
     Deployment/redis-exporter x1 oliver006/redis_exporter:v1.74.0
     HorizontalPodAutoscaler/app 3 to 10
     Ingress/ingress flask-nginx.example.com -> nginx:8080 with TLS
     LimitRange/stack
     Namespace/flask-nginx
     NetworkPolicy/app from nginx, prometheus to postgres, redis
     NetworkPolicy/backups from nobody to anywhere
     NetworkPolicy/backups-exporter from prometheus to anywhere
     NetworkPolicy/deny-all from nobody
     NetworkPolicy/grafana from nobody to prometheus
     NetworkPolicy/nginx from namespace/nginx-ingress, prometheus to app
     NetworkPolicy/postgres from app, postgres-backup, postgres-exporter
     NetworkPolicy/postgres-backup from nobody to anywhere, postgres
     NetworkPolicy/postgres-exporter from prometheus to postgres
     NetworkPolicy/prometheus from grafana to app, backups-exporter, nginx, postgres-exporter, redis-exporter
     NetworkPolicy/redis from app, redis-backup, redis-exporter
     NetworkPolicy/redis-backup from nobody to anywhere, redis
     NetworkPolicy/redis-exporter from prometheus to redis
     PodDisruptionBudget/app at most 1 away
     PodDisruptionBudget/backups-exporter at most 1 away
     PodDisruptionBudget/grafana at most 1 away
     PodDisruptionBudget/nginx at most 1 away
     PodDisruptionBudget/postgres at most 1 away
     PodDisruptionBudget/postgres-exporter at most 1 away
     PodDisruptionBudget/prometheus at most 1 away
     PodDisruptionBudget/redis at most 1 away
     PodDisruptionBudget/redis-exporter at most 1 away
     ResourceQuota/stack limits.memory 64Gi, pods 60, requests.cpu 16, requests.memory 32Gi, requests.storage 200Gi
     Service/app 5000
     Service/app-metrics 5000 headless
     Service/app-ready 5000 headless
     Service/backups-metrics 9189 headless
     Service/grafana 3000
     Service/grafana-pods 3000 headless
     Service/nginx 8080
     Service/nginx-metrics 9113 headless
     Service/nginx-ready 9113 headless
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
     StatefulSet/postgres x1 postgres:16.10 20Gi
     StatefulSet/prometheus x1 prom/prometheus:v3.5.0 20Gi
     StatefulSet/redis x1 redis:7.4.5-alpine 20Gi"
    `);
  });
});
