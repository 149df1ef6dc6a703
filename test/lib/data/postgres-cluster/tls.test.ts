import { Postgres, PostgresCluster, PostgresPooler, WebService } from '../../../../lib';
import { KubernetesSchema } from '../../../support/kubernetes-schema';
import { Manifests } from '../../../support/manifests';
import { testDev, testStack } from '../../../support/stack';

const required = {
  image: 'ghcr.io/cloudnative-pg/postgresql:16.10-standard-bookworm',
  database: 'shop',
  backups: 'none',
} as const;
const trustsCa = {
  name: 'etc-tls-db',
  secret: { secretName: 'db-ca', defaultMode: 0o440, items: [{ key: 'ca.crt', path: 'ca.crt' }] },
};
const password = { valueFrom: { secretKeyRef: { name: 'db-app', key: 'password' } } };

function pooled(tls: boolean): Manifests {
  const stack = testStack(testDev);
  const db = new PostgresCluster(stack, 'db', { ...required, tls });
  const pooler = new PostgresPooler(stack, 'pooler', { of: db, image: 'pgbouncer:1.24.1' });
  const env = { URL: db.secret('uri'), JDBC: db.secret('jdbc-uri'), POOLED: pooler.secret('uri') };
  new WebService(stack, 'api', { image: 'api:1', port: 80, env, startsAfter: [pooler] });
  return Manifests.of(stack);
}

describe('a PostgresCluster with TLS', () => {
  const manifests = pooled(true);

  test('refuses all other connections', () => {
    expect(manifests.at('Cluster/db', 'spec.postgresql.pg_hba')).toEqual(['hostnossl all all all reject']);
  });

  test('has the names of its poolers in its certificate, which they use', () => {
    expect(manifests.at('Cluster/db', 'spec.certificates.serverAltDNSNames')).toEqual([
      'pooler',
      'pooler.shop',
      'pooler.shop.svc',
      'pooler.shop.svc.cluster.local',
    ]);
    expect(manifests.at('Pooler/pooler', 'spec.pgbouncer.parameters')).toMatchObject({
      client_tls_sslmode: 'require',
      server_tls_sslmode: 'verify-full',
    });
  });

  test('is verified by its clients, with the CA of the operator', () => {
    const query = '?sslmode=verify-full&sslrootcert=/etc/tls/db/ca.crt';

    expect(manifests.container('Deployment/api', 'env')).toEqual([
      { name: 'URL_SECRET_1', ...password },
      { name: 'URL', value: `postgresql://shop:$(URL_SECRET_1)@db:5432/shop${query}` },
      { name: 'JDBC_SECRET_1', ...password },
      {
        name: 'JDBC',
        value: `jdbc:postgresql://db:5432/shop?user=shop&password=$(JDBC_SECRET_1)${query.replace('?', '&')}`,
      },
      { name: 'POOLED_SECRET_1', ...password },
      { name: 'POOLED', value: `postgresql://shop:$(POOLED_SECRET_1)@pooler:5432/shop${query}` },
    ]);
    expect(manifests.pod('Deployment/api', 'volumes')).toContainEqual(trustsCa);
    expect(manifests.pod('Deployment/api', 'initContainers.0.env')).toEqual([
      { name: 'PGSSLMODE', value: 'verify-full' },
      { name: 'PGSSLROOTCERT', value: '/etc/tls/db/ca.crt' },
    ]);
  });

  test('defines what CloudNativePG knows', () => {
    const schema = new KubernetesSchema();

    expect(manifests.all.flatMap((manifest) => schema.errors(manifest))).toEqual([]);
  });

  test('verifies the server that it imports from', () => {
    const stack = testStack(testDev);
    const importFrom = new Postgres(stack, 'old', { image: 'postgres:16.10', database: 'shop', tls: true });
    new PostgresCluster(stack, 'db', { ...required, importFrom });

    expect(Manifests.of(stack).at('Cluster/db', 'spec.externalClusters.0')).toMatchObject({
      connectionParameters: { host: 'old', sslmode: 'verify-full' },
      sslRootCert: { name: 'old-tls', key: 'ca.crt' },
    });
  });
});

test('a PostgresCluster without TLS is as the operator makes it, and so are its URLs', () => {
  const manifests = pooled(false);

  expect(manifests.at('Cluster/db', 'spec.postgresql.pg_hba')).toBeUndefined();
  expect(manifests.at('Cluster/db', 'spec.certificates')).toBeUndefined();
  expect(manifests.container('Deployment/api', 'env.0')).toEqual({
    name: 'URL',
    valueFrom: { secretKeyRef: { name: 'db-app', key: 'uri' } },
  });
});
