import { type PostgresPoolerProps, resources } from '../../../../lib';
import { KubernetesSchema } from '../../../support/kubernetes-schema';
import { pgbouncer, pooledStack } from '../../../support/pooled-stack';

const tcp = (port: number) => ({ port, protocol: 'TCP' });
const pods = { podSelector: { matchLabels: { 'cnpg.io/poolerName': 'pooler' } } };
const instances = {
  podSelector: { matchLabels: { 'cnpg.io/cluster': 'db', 'app.kubernetes.io/component': 'database' } },
};

describe('PostgresPooler', () => {
  test('keeps to sessions, so that nothing of a client is ever seen by another', () => {
    expect(pooledStack().at('Pooler/pooler', 'spec')).toMatchObject({
      cluster: { name: 'db' },
      type: 'rw',
      instances: 3,
      pgbouncer: { image: pgbouncer, poolMode: 'session' },
    });
    expect(pooledStack({ poolMode: 'transaction' }).at('Pooler/pooler', 'spec.pgbouncer.poolMode')).toBe(
      'transaction',
    );
  });

  test('leaves the server connections for others, in a rollout too', () => {
    expect(pooledStack().at('Pooler/pooler', 'spec.pgbouncer.parameters')).toMatchObject({
      max_client_conn: '1000',
      default_pool_size: '22', // of 4 pods with 100 in all
    });
  });

  test('looks for the next primary every two seconds', () => {
    expect(pooledStack().at('Pooler/pooler', 'spec.pgbouncer.parameters.server_login_retry')).toBe('2');
  });

  test('has its address in the URLs, and the password of the cluster by reference', () => {
    const fromSecret = (name: string) => ({
      name,
      valueFrom: { secretKeyRef: { name: 'db-app', key: 'password' } },
    });

    const tls = 'sslmode=verify-full&sslrootcert=/etc/tls/db/ca.crt';

    expect(pooledStack().container('Deployment/api', 'env')).toEqual([
      fromSecret('DATABASE_URL_SECRET_1'),
      { name: 'DATABASE_URL', value: `postgresql://shop:$(DATABASE_URL_SECRET_1)@pooler:5432/shop?${tls}` },
      fromSecret('JDBC_URL_SECRET_1'),
      {
        name: 'JDBC_URL',
        value: `jdbc:postgresql://pooler:5432/shop?user=shop&password=$(JDBC_URL_SECRET_1)&${tls}`,
      },
      { name: 'HOST', value: 'pooler' },
    ]);
  });

  test('lets in its clients, and connects to the instances and the Kubernetes API', () => {
    const manifests = pooledStack();
    const api = { podSelector: { matchLabels: { 'app.kubernetes.io/name': 'api' } } };

    expect(manifests.at('NetworkPolicy/pooler', 'spec.podSelector')).toEqual(pods.podSelector);
    expect(manifests.at('NetworkPolicy/pooler', 'spec.ingress')).toEqual([
      { from: [api], ports: [tcp(5432)] },
    ]);
    expect(manifests.at('NetworkPolicy/pooler', 'spec.egress')).toEqual([
      expect.objectContaining({ ports: [expect.objectContaining({ port: 53 }), tcp(53)] }),
      { to: [instances], ports: [tcp(5432)] },
      { ports: [tcp(443), tcp(6443)] },
    ]);
    expect(manifests.at('NetworkPolicy/db', 'spec.ingress')).toContainEqual({
      from: [pods],
      ports: [tcp(5432)],
    });
  });

  test('is waited for together with the cluster, since it answers without it', () => {
    expect(pooledStack().pod('Deployment/api', 'initContainers.0.command.2')).toMatch(
      /pg_isready .* -h pooler .* && pg_isready .* -h db /,
    );
  });

  test('is spread over nodes, and drained a pod at a time', () => {
    const manifests = pooledStack();

    expect(manifests.at('PodDisruptionBudget/pooler', 'spec')).toMatchObject({
      maxUnavailable: 1,
      selector: pods.podSelector,
    });
    expect(manifests.at('Pooler/pooler', 'spec.template.spec.topologySpreadConstraints.0')).toMatchObject({
      topologyKey: 'kubernetes.io/hostname',
      labelSelector: pods.podSelector,
    });
  });

  test('accepts all props together, and matches the definition of CloudNativePG', () => {
    const all: Required<Omit<PostgresPoolerProps, 'of'>> = {
      image: pgbouncer,
      poolMode: 'transaction',
      replicas: 2,
      maxClientConnections: 500,
      resources: resources({ millicores: [100, 200], mebibytes: [100, 200] }),
    };
    const manifests = pooledStack(all);

    expect(manifests.at('Pooler/pooler', 'spec.instances')).toBe(2);
    expect(manifests.at('Pooler/pooler', 'spec.pgbouncer.parameters.max_client_conn')).toBe('500');
    expect(manifests.at('Pooler/pooler', 'spec.template.spec.containers.0.resources.limits')).toMatchObject({
      cpu: '200m',
      memory: '200Mi',
    });
    const schema = new KubernetesSchema();
    expect(manifests.all.flatMap((manifest) => schema.errors(manifest))).toEqual([]);
  });

  test.each<[Partial<PostgresPoolerProps>, string]>([
    [{ replicas: 0 }, "'replicas' of 'pooler' must be a whole number from 1 such as 2, got '0'"],
    [
      { maxClientConnections: 1.5 },
      "'maxClientConnections' of 'pooler' must be a whole number from 1 such as 1000, got '1.5'",
    ],
  ])('fails on %j, and shows a good value', (props, message) => {
    expect(() => pooledStack(props)).toThrow(message);
  });
});
