import { inventory } from '../../cli/inventory';
import { manifestsOf } from '../support/stacks';
import { testDev, testProd } from '../support/stack';

describe('flask-nginx', () => {
  test('in dev', () => {
    expect(inventory(manifestsOf('flask-nginx', testDev).all).join('\n')).toMatchInlineSnapshot(`
     "ConfigMap/nginx-files 1 file
     ConfigMap/postgres-files 4 files
     ConfigMap/redis-files 1 file
     Deployment/app x2 slipway/flask-nginx-app:1.0.0
     Deployment/nginx x2 nginxinc/nginx-unprivileged:1.29.1-alpine
     Ingress/ingress flask-nginx.localhost -> nginx:8080 with TLS
     Namespace/flask-nginx
     NetworkPolicy/app from nginx to postgres, redis
     NetworkPolicy/deny-all from nobody
     NetworkPolicy/nginx from namespace/nginx-ingress to app
     NetworkPolicy/postgres from app
     NetworkPolicy/redis from app
     PodDisruptionBudget/app at most 1 away
     PodDisruptionBudget/nginx at most 1 away
     PodDisruptionBudget/postgres at most 1 away
     PodDisruptionBudget/redis at most 1 away
     Secret/flask-nginx.localhost-tls tls.crt, tls.key
     Secret/postgres-app dbname, host, jdbc-uri, password, port, uri, username
     Secret/postgres-superuser password, username
     Secret/redis-credentials password, uri
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
     "ConfigMap/nginx-files 1 file
     ConfigMap/postgres-files 4 files
     ConfigMap/redis-files 1 file
     Deployment/app x3..10 slipway/flask-nginx-app:1.0.0
     Deployment/nginx x3 nginxinc/nginx-unprivileged:1.29.1-alpine
     HorizontalPodAutoscaler/app 3 to 10
     Ingress/ingress flask-nginx.example.com -> nginx:8080 with TLS
     LimitRange/stack
     Namespace/flask-nginx
     NetworkPolicy/app from nginx to postgres, redis
     NetworkPolicy/deny-all from nobody
     NetworkPolicy/nginx from namespace/nginx-ingress to app
     NetworkPolicy/postgres from app
     NetworkPolicy/redis from app
     PodDisruptionBudget/app at most 1 away
     PodDisruptionBudget/nginx at most 1 away
     PodDisruptionBudget/postgres at most 1 away
     PodDisruptionBudget/redis at most 1 away
     ResourceQuota/stack limits.memory 64Gi, pods 60, requests.cpu 16, requests.memory 32Gi, requests.storage 200Gi
     Service/app 5000
     Service/nginx 8080
     Service/postgres 5432
     Service/postgres-pods 5432 headless
     Service/redis 6379
     Service/redis-pods 6379 headless
     StatefulSet/postgres x1 postgres:16.10 20Gi
     StatefulSet/redis x1 redis:7.4.5-alpine 20Gi"
    `);
  });
});
