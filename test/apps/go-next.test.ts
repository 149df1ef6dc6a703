import { inventory } from '../../engine/stack/inventory';
import { testDev, testProd } from '../support/stack';
import { manifestsOf } from '../support/stacks';

describe('go-next', () => {
  test('in dev', () => {
    expect(inventory(manifestsOf('go-next', testDev).all).join('\n')).toMatchInlineSnapshot(`
     "ConfigMap/postgres-files 4 files
     CronJob/backups on demand slipway/backup:1.1.0
     CronJob/postgres-backup on demand postgres:16.10
     CronJob/postgres-restore on demand postgres:16.10
     Deployment/backend x2 slipway/go-next-backend:1.0.0
     Deployment/frontend x2 slipway/go-next-frontend:1.0.0
     Ingress/ingress go-next.localhost -> frontend:3000 with TLS
     Namespace/go-next
     NetworkPolicy/backend from frontend to postgres
     NetworkPolicy/backups from nobody
     NetworkPolicy/deny-all from nobody
     NetworkPolicy/frontend from namespace/nginx-ingress to backend
     NetworkPolicy/postgres from backend, postgres-backup
     NetworkPolicy/postgres-backup from nobody to postgres
     PersistentVolumeClaim/backups 1Gi
     PodDisruptionBudget/backend at most 1 away
     PodDisruptionBudget/frontend at most 1 away
     PodDisruptionBudget/postgres at most 1 away
     Secret/go-next.localhost-tls tls.crt, tls.key
     Secret/postgres-app dbname, host, jdbc-uri, password, port, uri, username
     Secret/postgres-superuser password, username
     Service/backend 5000
     Service/frontend 3000
     Service/postgres 5432
     Service/postgres-pods 5432 headless
     StatefulSet/postgres x1 postgres:16.10 1Gi"
    `);
  });

  test('in prod', () => {
    expect(inventory(manifestsOf('go-next', testProd).all).join('\n')).toMatchInlineSnapshot(`
     "ConfigMap/grafana-files 3 files
     ConfigMap/postgres-files 5 files
     ConfigMap/prometheus-files 2 files
     CronJob/backups at '37 * * * *' slipway/backup:1.1.0
     CronJob/postgres-backup at '0 2 * * *' postgres:16.10
     CronJob/postgres-restore on demand postgres:16.10
     Deployment/backend x3..10 slipway/go-next-backend:1.0.0
     Deployment/backups-exporter x1 slipway/backup:1.1.0
     Deployment/frontend x3..10 slipway/go-next-frontend:1.0.0
     Deployment/postgres-exporter x1 quay.io/prometheuscommunity/postgres-exporter:v0.17.1
     HorizontalPodAutoscaler/backend 3 to 10
     HorizontalPodAutoscaler/frontend 3 to 10
     Ingress/ingress go-next.example.com -> frontend:3000 with TLS
     LimitRange/stack
     Namespace/go-next
     NetworkPolicy/backend from frontend, prometheus to postgres
     NetworkPolicy/backups from nobody to anywhere
     NetworkPolicy/backups-exporter from prometheus to anywhere
     NetworkPolicy/deny-all from nobody
     NetworkPolicy/frontend from namespace/nginx-ingress to backend
     NetworkPolicy/grafana from nobody to prometheus
     NetworkPolicy/postgres from backend, postgres-backup, postgres-exporter
     NetworkPolicy/postgres-backup from nobody to anywhere, postgres
     NetworkPolicy/postgres-exporter from prometheus to postgres
     NetworkPolicy/prometheus from grafana to backend, backups-exporter, postgres-exporter
     PodDisruptionBudget/backend at most 1 away
     PodDisruptionBudget/backups-exporter at most 1 away
     PodDisruptionBudget/frontend at most 1 away
     PodDisruptionBudget/grafana at most 1 away
     PodDisruptionBudget/postgres at most 1 away
     PodDisruptionBudget/postgres-exporter at most 1 away
     PodDisruptionBudget/prometheus at most 1 away
     ResourceQuota/stack limits.memory 64Gi, pods 60, requests.cpu 16, requests.memory 32Gi, requests.storage 200Gi
     Service/backend 5000
     Service/backend-metrics 5000 headless
     Service/backend-ready 5000 headless
     Service/backups-metrics 9189 headless
     Service/frontend 3000
     Service/grafana 3000
     Service/grafana-pods 3000 headless
     Service/postgres 5432
     Service/postgres-exporter 9187
     Service/postgres-metrics 9187 headless
     Service/postgres-pods 5432 headless
     Service/prometheus 9090
     Service/prometheus-pods 9090 headless
     StatefulSet/grafana x1 grafana/grafana:12.1.1 20Gi
     StatefulSet/postgres x1 postgres:16.10 20Gi
     StatefulSet/prometheus x1 prom/prometheus:v3.5.0 20Gi"
    `);
  });
});
