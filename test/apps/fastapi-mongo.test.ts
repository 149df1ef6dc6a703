import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Node, parse, parseDocument } from 'yaml';
import { inventory } from '../../engine/stack/inventory';
import type { Manifests } from '../support/manifests';
import { testDev, testProd } from '../support/stack';
import { manifestsOf } from '../support/stacks';

const folder = join(__dirname, '../../apps/fastapi-mongo');
const inDev = () => manifestsOf('fastapi-mongo', testDev);
const inProd = () => manifestsOf('fastapi-mongo', testProd);

function file(manifests: Manifests, configMap: string, key: string): string {
  return (manifests.at(`ConfigMap/${configMap}`, 'data') as Record<string, string>)[key] ?? '';
}

interface Compose {
  readonly services: Readonly<
    Record<string, { readonly deploy?: { readonly resources?: { readonly limits?: object } } }>
  >;
}

describe('fastapi-mongo', () => {
  test('in dev', () => {
    expect(inventory(inDev().all).join('\n')).toMatchInlineSnapshot(`
     "ConfigMap/grafana-files 4 files
     ConfigMap/mongodb-app-user-files 1 file
     ConfigMap/mongodb-exporter-account-files 1 file
     ConfigMap/nginx-files 1 file
     ConfigMap/pgadmin-files 1 file
     ConfigMap/postgres-files 3 files
     ConfigMap/prometheus-files 3 files
     ConfigMap/redis-files 1 file
     CronJob/backups on demand slipway/backup:1.1.0
     CronJob/mongodb-backup on demand slipway/backup:1.1.0
     CronJob/mongodb-restore on demand slipway/backup:1.1.0
     CronJob/postgres-backup on demand postgres:15.14
     CronJob/postgres-restore on demand postgres:15.14
     CronJob/redis-backup on demand redis:7.4.5-alpine
     CronJob/redis-restore on demand redis:7.4.5-alpine
     Deployment/api x3 slipway/fastapi-mongo-api:1.0.0
     Deployment/mongo-express x1 mongo-express:1.0.2-20-alpine3.19
     Deployment/mongodb-exporter x1 percona/mongodb_exporter:0.47.1
     Deployment/nginx x2 nginxinc/nginx-unprivileged:1.29.1-alpine, nginx/nginx-prometheus-exporter:1.4.2
     Deployment/pgadmin x1 dpage/pgadmin4:9.16
     Deployment/postgres-exporter x1 quay.io/prometheuscommunity/postgres-exporter:v0.17.1
     Deployment/redis-commander x1 ghcr.io/joeferner/redis-commander:0.9.0
     Deployment/redis-exporter x1 oliver006/redis_exporter:v1.74.0
     Ingress/ingress fastapi-mongo.localhost -> nginx:8080 with TLS
     Job/migrate slipway/fastapi-mongo-api:1.0.0
     Job/mongodb-app-user mongo:7.0.25
     Job/mongodb-exporter-account mongo:7.0.25
     Namespace/fastapi-mongo
     NetworkPolicy/api from nginx, prometheus to mongodb, postgres, redis
     NetworkPolicy/backups from nobody
     NetworkPolicy/deny-all from nobody
     NetworkPolicy/grafana from nobody to prometheus
     NetworkPolicy/migrate from nobody to mongodb, postgres
     NetworkPolicy/mongo-express from nobody to mongodb
     NetworkPolicy/mongodb from api, migrate, mongo-express, mongodb-app-user, mongodb-backup, mongodb-exporter, mongodb-exporter-account
     NetworkPolicy/mongodb-app-user from nobody to mongodb
     NetworkPolicy/mongodb-backup from nobody to mongodb
     NetworkPolicy/mongodb-exporter from prometheus to mongodb
     NetworkPolicy/mongodb-exporter-account from nobody to mongodb
     NetworkPolicy/nginx from namespace/nginx-ingress, prometheus to api
     NetworkPolicy/pgadmin from nobody to postgres
     NetworkPolicy/postgres from api, migrate, pgadmin, postgres-backup, postgres-exporter
     NetworkPolicy/postgres-backup from nobody to postgres
     NetworkPolicy/postgres-exporter from prometheus to postgres
     NetworkPolicy/prometheus from grafana to api, mongodb-exporter, nginx, postgres-exporter, redis-exporter
     NetworkPolicy/redis from api, redis-backup, redis-commander, redis-exporter
     NetworkPolicy/redis-backup from nobody to redis
     NetworkPolicy/redis-commander from nobody to redis
     NetworkPolicy/redis-exporter from prometheus to redis
     PersistentVolumeClaim/backups 1Gi
     PodDisruptionBudget/api at most 1 away
     PodDisruptionBudget/grafana at most 1 away
     PodDisruptionBudget/mongo-express at most 1 away
     PodDisruptionBudget/mongodb at most 1 away
     PodDisruptionBudget/mongodb-exporter at most 1 away
     PodDisruptionBudget/nginx at most 1 away
     PodDisruptionBudget/pgadmin at most 1 away
     PodDisruptionBudget/postgres at most 1 away
     PodDisruptionBudget/postgres-exporter at most 1 away
     PodDisruptionBudget/prometheus at most 1 away
     PodDisruptionBudget/redis at most 1 away
     PodDisruptionBudget/redis-commander at most 1 away
     PodDisruptionBudget/redis-exporter at most 1 away
     Secret/admin-credentials password
     Secret/fastapi-mongo.localhost-tls tls.crt, tls.key
     Secret/grafana-credentials password
     Secret/mongodb-app database, password, uri, username
     Secret/mongodb-exporter-user database, password, uri, username
     Secret/mongodb-root password, username
     Secret/postgres-app dbname, host, jdbc-uri, password, port, uri, username
     Secret/postgres-superuser password, username
     Secret/redis-credentials password, uri
     Secret/redis-users backup-password, exporter-password
     Service/api 8000
     Service/api-metrics 8000 headless
     Service/api-ready 8000 headless
     Service/grafana 3000
     Service/grafana-pods 3000 headless
     Service/mongo-express 8081
     Service/mongodb 27017
     Service/mongodb-exporter 9216
     Service/mongodb-metrics 9216 headless
     Service/mongodb-pods 27017 headless
     Service/nginx 8080
     Service/nginx-metrics 9113 headless
     Service/nginx-ready 9113 headless
     Service/pgadmin 5050
     Service/postgres 5432
     Service/postgres-exporter 9187
     Service/postgres-metrics 9187 headless
     Service/postgres-pods 5432 headless
     Service/prometheus 9090
     Service/prometheus-pods 9090 headless
     Service/redis 6379
     Service/redis-commander 8081
     Service/redis-exporter 9121
     Service/redis-metrics 9121 headless
     Service/redis-pods 6379 headless
     StatefulSet/grafana x1 grafana/grafana:12.1.1 1Gi
     StatefulSet/mongodb x1 mongo:7.0.25 1Gi
     StatefulSet/postgres x1 postgres:15.14 1Gi
     StatefulSet/prometheus x1 prom/prometheus:v3.5.0 1Gi
     StatefulSet/redis x1 redis:7.4.5-alpine 1Gi"
    `);
  });

  test('in prod', () => {
    expect(inventory(inProd().all).join('\n')).toMatchInlineSnapshot(`
     "ConfigMap/grafana-files 4 files
     ConfigMap/mongodb-app-user-files 1 file
     ConfigMap/mongodb-exporter-account-files 1 file
     ConfigMap/nginx-files 1 file
     ConfigMap/postgres-files 4 files
     ConfigMap/prometheus-files 3 files
     ConfigMap/redis-files 1 file
     CronJob/backups at '37 * * * *' slipway/backup:1.1.0
     CronJob/mongodb-backup at '15 2 * * *' slipway/backup:1.1.0
     CronJob/mongodb-restore on demand slipway/backup:1.1.0
     CronJob/postgres-backup at '0 2 * * *' postgres:15.14
     CronJob/postgres-restore on demand postgres:15.14
     CronJob/redis-backup at '30 2 * * *' redis:7.4.5-alpine
     CronJob/redis-restore on demand redis:7.4.5-alpine
     Deployment/api x3..10 slipway/fastapi-mongo-api:1.0.0
     Deployment/backups-exporter x1 slipway/backup:1.1.0
     Deployment/mongodb-exporter x1 percona/mongodb_exporter:0.47.1
     Deployment/nginx x3 nginxinc/nginx-unprivileged:1.29.1-alpine, nginx/nginx-prometheus-exporter:1.4.2
     Deployment/postgres-exporter x1 quay.io/prometheuscommunity/postgres-exporter:v0.17.1
     Deployment/redis-exporter x1 oliver006/redis_exporter:v1.74.0
     HorizontalPodAutoscaler/api 3 to 10
     Ingress/ingress fastapi-mongo.example.com -> nginx:8080 with TLS
     Job/migrate slipway/fastapi-mongo-api:1.0.0
     Job/mongodb-app-user mongo:7.0.25
     Job/mongodb-exporter-account mongo:7.0.25
     LimitRange/stack
     Namespace/fastapi-mongo
     NetworkPolicy/api from nginx, prometheus to mongodb, postgres, redis
     NetworkPolicy/backups from nobody to anywhere
     NetworkPolicy/backups-exporter from prometheus to anywhere
     NetworkPolicy/deny-all from nobody
     NetworkPolicy/grafana from nobody to prometheus
     NetworkPolicy/migrate from nobody to mongodb, postgres
     NetworkPolicy/mongodb from api, migrate, mongodb-app-user, mongodb-backup, mongodb-exporter, mongodb-exporter-account
     NetworkPolicy/mongodb-app-user from nobody to mongodb
     NetworkPolicy/mongodb-backup from nobody to anywhere, mongodb
     NetworkPolicy/mongodb-exporter from prometheus to mongodb
     NetworkPolicy/mongodb-exporter-account from nobody to mongodb
     NetworkPolicy/nginx from namespace/nginx-ingress, prometheus to api
     NetworkPolicy/postgres from api, migrate, postgres-backup, postgres-exporter
     NetworkPolicy/postgres-backup from nobody to anywhere, postgres
     NetworkPolicy/postgres-exporter from prometheus to postgres
     NetworkPolicy/prometheus from grafana to api, backups-exporter, mongodb-exporter, nginx, postgres-exporter, redis-exporter
     NetworkPolicy/redis from api, redis-backup, redis-exporter
     NetworkPolicy/redis-backup from nobody to anywhere, redis
     NetworkPolicy/redis-exporter from prometheus to redis
     PodDisruptionBudget/api at most 1 away
     PodDisruptionBudget/backups-exporter at most 1 away
     PodDisruptionBudget/grafana at most 1 away
     PodDisruptionBudget/mongodb at most 1 away
     PodDisruptionBudget/mongodb-exporter at most 1 away
     PodDisruptionBudget/nginx at most 1 away
     PodDisruptionBudget/postgres at most 1 away
     PodDisruptionBudget/postgres-exporter at most 1 away
     PodDisruptionBudget/prometheus at most 1 away
     PodDisruptionBudget/redis at most 1 away
     PodDisruptionBudget/redis-exporter at most 1 away
     ResourceQuota/stack limits.memory 64Gi, pods 60, requests.cpu 16, requests.memory 32Gi, requests.storage 200Gi
     Service/api 8000
     Service/api-metrics 8000 headless
     Service/api-ready 8000 headless
     Service/backups-metrics 9189 headless
     Service/grafana 3000
     Service/grafana-pods 3000 headless
     Service/mongodb 27017
     Service/mongodb-exporter 9216
     Service/mongodb-metrics 9216 headless
     Service/mongodb-pods 27017 headless
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
     StatefulSet/mongodb x1 mongo:7.0.25 20Gi
     StatefulSet/postgres x1 postgres:15.14 20Gi
     StatefulSet/prometheus x1 prom/prometheus:v3.5.0 20Gi
     StatefulSet/redis x1 redis:7.4.5-alpine 20Gi"
    `);
  });

  test('has three pods of the api in every environment, each with what the stack says of it', () => {
    expect(inDev().at('Deployment/api', 'spec.replicas')).toBe(3);
    expect(inProd().at('HorizontalPodAutoscaler/api', 'spec')).toMatchObject({
      minReplicas: 3,
      maxReplicas: 10,
      metrics: [{ resource: { name: 'cpu', target: { averageUtilization: 80 } } }],
    });
    expect(inProd().container('Deployment/api', 'resources')).toMatchObject({
      limits: { cpu: '2', memory: '2Gi' },
      requests: { cpu: '1', memory: '1Gi' },
    });
    expect(inProd().pod('Deployment/api', 'securityContext')).toMatchObject({
      runAsUser: 1001,
      runAsGroup: 1001,
    });
  });

  test('asks three questions of health, none of which a lost cache answers with no', () => {
    const probe = (name: string) => inProd().container('Deployment/api', `${name}.httpGet.path`);

    expect([probe('startupProbe'), probe('readinessProbe'), probe('livenessProbe')]).toEqual([
      '/health',
      '/health/serving',
      '/health/live',
    ]);
  });

  test('has a connection for every worker of the most pods there can be', () => {
    const pods = Number(inProd().at('HorizontalPodAutoscaler/api', 'spec.maxReplicas')) + 1; // in a rollout
    const env = inProd().container('Deployment/api', 'env') as { name: string; value?: string }[];
    const workers = Number(env.find(({ name }) => name === 'WORKERS')?.value);
    const source = readFileSync(join(folder, 'images/api/thereview/products.py'), 'utf8');
    const each = Number(/^CONNECTIONS = (\d+)/m.exec(source)?.[1]);
    const conf = file(inProd(), 'postgres-files', 'etc_postgresql_postgresql.conf');

    // Besides: three that PostgreSQL keeps for superusers, the exporter, migrations and who has a look.
    expect(Number(/^max_connections = (\d+)/m.exec(conf)?.[1])).toBeGreaterThanOrEqual(
      pods * workers * each + 15,
    );
  });

  test('has the admin pages in dev only', () => {
    const pages = ['Deployment/mongo-express', 'Deployment/pgadmin', 'Deployment/redis-commander'];

    expect(inDev().names).toEqual(expect.arrayContaining(pages));
    for (const page of pages) expect(inProd().names).not.toContain(page);
  });

  test('has no limits under Compose in development', () => {
    const read = (name: string) => readFileSync(join(folder, name), 'utf8');
    const { services } = parse(read('compose.yaml'), { merge: true }) as Compose;
    const limited = Object.keys(services).filter((name) => services[name]?.deploy?.resources?.limits);
    const dev = parseDocument(read('compose.dev.yaml'), { logLevel: 'error' });
    const tagOf = (name: string) => (dev.getIn(['services', name, 'deploy'], true) as Node | undefined)?.tag;

    expect(limited).toContain('nginx');
    expect(limited.filter((name) => !['!reset', '!override'].includes(tagOf(name) ?? ''))).toEqual([]);
    expect(read('compose.dev.yaml')).not.toContain('limits:');
  });
});
