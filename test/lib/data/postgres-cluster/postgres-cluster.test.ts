import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  Cpu,
  Credentials,
  Postgres,
  PostgresCluster,
  type PostgresClusterProps,
  type S3TargetProps,
  Size,
  type Stack,
  WebService,
} from '../../../../lib';
import { Manifests } from '../../../support/manifests';
import { testDev, testProd, testStack } from '../../../support/stack';

const required: PostgresClusterProps = {
  image: 'ghcr.io/cloudnative-pg/postgresql:16.10-standard-bookworm',
  database: 'shop',
  backups: 'none',
};

function manifestsOf(props: Partial<PostgresClusterProps> = {}, environment = testProd): Manifests {
  const stack = testStack(environment);
  new PostgresCluster(stack, 'db', { ...required, ...props });
  return Manifests.of(stack);
}

function bucket(stack: Stack): S3TargetProps {
  return {
    endpoint: 'https://s3.example.com',
    bucket: 'backups',
    credentials: new Credentials(stack, 'target', { random: [], existing: 'target' }),
  };
}

function withScripts<T>(scripts: Readonly<Record<string, string>>, use: (folder: string) => T): T {
  const folder = mkdtempSync(join(tmpdir(), 'slipway-init-'));
  try {
    for (const [name, text] of Object.entries(scripts)) writeFileSync(join(folder, name), text);
    return use(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const instances = {
  podSelector: { matchLabels: { 'cnpg.io/cluster': 'db', 'app.kubernetes.io/component': 'database' } },
};
const tcp = (port: number) => ({ port, protocol: 'TCP' });

describe('PostgresCluster', () => {
  test('takes the place of Postgres without a change to the app', () => {
    const [one, several] = [Postgres, PostgresCluster].map((Database) => {
      const stack = testStack({ ...testProd, databaseTls: false });
      const { image, database } = required;
      const db = new Database(stack, 'db', { image, database });
      new WebService(stack, 'api', {
        image: 'api:1',
        port: 80,
        env: {
          DATABASE_URL: db.secret('uri'),
          JDBC_URL: db.secret('jdbc-uri'),
          HOST: db.host,
          PORT: db.port,
        },
        startsAfter: [db],
      });
      return Manifests.of(stack);
    });

    expect(several?.container('Deployment/api', 'env')).toEqual(one?.container('Deployment/api', 'env'));
  });

  test('of three instances one is waited for before anything is confirmed, and only a complete one takes over', () => {
    expect(manifestsOf().at('Cluster/db', 'spec.instances')).toBe(3);
    expect(manifestsOf().at('Cluster/db', 'spec.postgresql.synchronous')).toEqual({
      method: 'any',
      number: 1,
      dataDurability: 'required',
      failoverQuorum: true,
    });
  });

  test('of two instances one goes on alone', () => {
    expect(manifestsOf({ instances: 2 }).at('Cluster/db', 'spec.postgresql.synchronous')).toEqual({
      method: 'any',
      number: 1,
      dataDurability: 'preferred',
    });
  });

  test('leaves the Secret to the operator, in dev too', () => {
    expect(manifestsOf({}, testDev).names.filter((name) => name.startsWith('Secret/'))).toEqual([]);
    expect(new PostgresCluster(testStack(), 'db', required).secret('uri')).toEqual({
      secret: 'db-app',
      key: 'uri',
    });
  });

  test('answers under the name that the database has in Compose', () => {
    expect(manifestsOf().at('Cluster/db', 'spec.managed.services.additional')).toEqual([
      { selectorType: 'rw', serviceTemplate: { metadata: { name: 'db' } } },
    ]);
  });

  test('accepts connections only from its clients, the operator and its own instances', () => {
    const stack = testStack();
    const db = new PostgresCluster(stack, 'db', required);
    new WebService(stack, 'api', { image: 'api:1', port: 80, connectsTo: [db] });
    const manifests = Manifests.of(stack);
    const fromOperator = {
      from: [{ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'cnpg-system' } } }],
    };

    expect(manifests.at('NetworkPolicy/db', 'spec.podSelector')).toEqual(instances.podSelector);
    expect(manifests.at('NetworkPolicy/db', 'spec.ingress')).toEqual([
      { from: [instances], ports: [tcp(5432), tcp(8000)] },
      { ...fromOperator, ports: [tcp(5432)] },
      { ...fromOperator, ports: [tcp(8000)] },
      {
        from: [{ podSelector: { matchLabels: { 'app.kubernetes.io/name': 'api' } } }],
        ports: [tcp(5432)],
      },
    ]);
    expect(manifests.at('NetworkPolicy/api', 'spec.egress.1')).toEqual({
      to: [instances],
      ports: [tcp(5432)],
    });
  });

  test('reaches its own instances and the Kubernetes API', () => {
    expect(manifestsOf().at('NetworkPolicy/db', 'spec.egress')).toEqual([
      expect.objectContaining({ ports: [expect.objectContaining({ port: 53 }), tcp(53)] }),
      { to: [instances], ports: [tcp(5432), tcp(8000)] },
      { ports: [tcp(443), tcp(6443)] },
    ]);
  });

  test('is waited for with its own image, as the user of that image', () => {
    const stack = testStack();
    const db = new PostgresCluster(stack, 'db', required);
    new WebService(stack, 'api', { image: 'api:1', port: 80, startsAfter: [db] });

    expect(Manifests.of(stack).pod('Deployment/api', 'initContainers.0')).toMatchObject({
      image: required.image,
      command: [
        'sh',
        '-c',
        expect.stringContaining('until pg_isready -q -t 3 -h db -U postgres -d shop') as unknown,
      ],
      securityContext: { runAsUser: 26 },
    });
  });

  test('runs the init scripts in the order of their names, each as the original role', () => {
    const manifests = withScripts({ '20-b.sql': 'SET ROLE shop;', '10-a.sql': 'SELECT 1;' }, (initScripts) =>
      manifestsOf({ initScripts }),
    );

    expect(manifests.at('Cluster/db', 'spec.bootstrap.initdb.postInitApplicationSQLRefs')).toEqual({
      configMapRefs: [
        { name: 'db-init', key: '10-a.sql' },
        { name: 'db-init', key: '20-b.sql' },
      ],
    });
    expect(manifests.at('ConfigMap/db-init', 'data')).toEqual({
      '10-a.sql': 'SELECT 1;\nRESET ROLE;\n',
      '20-b.sql': 'SET ROLE shop;\nRESET ROLE;\n',
    });
  });

  test.each([
    ['10-a.sh', 'createdb other'],
    ['10-a.sql', 'SELECT 1;\n\\connect other'],
  ])('fails on the init script %s with %j', (name, text) => {
    expect(() => withScripts({ [name]: text }, (initScripts) => manifestsOf({ initScripts }))).toThrow(
      `'initScripts' of 'db' must be SQL files without psql commands, such as '10-schema.sql', got '${name}'`,
    );
  });

  test('gives the database to the app’s role, and keeps everybody else out', () => {
    expect(manifestsOf().at('Cluster/db', 'spec.bootstrap.initdb')).toMatchObject({
      database: 'shop',
      owner: 'shop',
      postInitApplicationSQL: [
        'GRANT pg_monitor TO shop',
        'REVOKE CONNECT ON DATABASE shop FROM PUBLIC',
        'GRANT CONNECT ON DATABASE shop TO pg_monitor',
      ],
    });
  });

  test('is tuned to the resources of an instance, and passes settings on as CloudNativePG takes them', () => {
    const manifests = manifestsOf({
      settings: {
        work_mem: '8MB',
        log_connections: true,
        max_connections: 50,
        shared_preload_libraries: 'pg_stat_statements, auto_explain',
      },
    });

    expect(manifests.at('Cluster/db', 'spec.postgresql.parameters')).toMatchObject({
      shared_buffers: '512MB',
      work_mem: '8MB',
      log_connections: 'on',
      max_connections: '50',
    });
    expect(manifests.at('Cluster/db', 'spec.postgresql.parameters')).not.toHaveProperty('listen_addresses');
    expect(manifests.at('Cluster/db', 'spec.postgresql.shared_preload_libraries')).toEqual([
      'pg_stat_statements',
      'auto_explain',
    ]);
  });

  test('keeps no more WAL for a replica that is down than fits on the volume', () => {
    const manifests = manifestsOf({ storage: Size.gibibytes(1) });

    expect(manifests.at('Cluster/db', 'spec.postgresql.parameters')).toMatchObject({
      wal_keep_size: '128MB',
      max_wal_size: '256MB',
      max_slot_wal_keep_size: '256MB',
    });
  });

  test('has requests, limits, and a limit for ephemeral storage', () => {
    expect(manifestsOf().at('Cluster/db', 'spec.resources')).toEqual({
      requests: { cpu: '500m', memory: '2Gi', 'ephemeral-storage': '64Mi' },
      limits: { cpu: '2', memory: '2Gi', 'ephemeral-storage': '1Gi' },
    });
    expect(manifestsOf().at('Cluster/db', 'spec.ephemeralVolumesSizeLimit')).toEqual({
      shm: '512Mi',
      temporaryData: '512Mi',
    });
    expect(manifestsOf({}, testDev).at('Cluster/db', 'spec.resources.requests.cpu')).toBe('20m');
  });

  test('takes all props together', () => {
    const manifests = withScripts({ '10-a.sql': 'SELECT 1;' }, (initScripts) => {
      const all: Required<Omit<PostgresClusterProps, 'importFrom' | 'recoverFrom'>> = {
        ...required,
        instances: 2,
        backups: bucket(testStack()),
        initScripts,
        settings: { work_mem: '8MB' },
        tls: true,
        resources: {
          cpu: { request: Cpu.millis(100), limit: Cpu.millis(200) },
          memory: { request: Size.mebibytes(100), limit: Size.mebibytes(200) },
        },
        storage: Size.gibibytes(3),
        operatorNamespace: 'databases',
      };
      return manifestsOf(all);
    });

    expect(manifests.at('Cluster/db', 'spec')).toMatchObject({
      imageName: required.image,
      instances: 2,
      storage: { size: '3Gi' },
      resources: { limits: { memory: '200Mi' } },
    });
    expect(JSON.stringify(manifests.at('NetworkPolicy/db'))).toContain(
      '"kubernetes.io/metadata.name":"databases"',
    );
  });

  test.each<[Partial<PostgresClusterProps>, string]>([
    [
      { database: 'Shop' },
      "'database' of 'db' must be a lower-case identifier that PostgreSQL does not reserve, such as 'shop', got 'Shop'",
    ],
    [
      { instances: 1 },
      "'instances' of 'db' must be a whole number from 2 such as 3, got '1'; for one server use Postgres",
    ],
    [
      { settings: { archive_mode: 'off' } },
      "'settings' of 'db' must have settings that CloudNativePG does not manage, such as 'work_mem', got 'archive_mode'",
    ],
    [
      { settings: { ssl: true } },
      "'settings' of 'db' must have settings that CloudNativePG does not manage, such as 'work_mem', got 'ssl'",
    ],
    [
      { settings: { 'work mem': 1 } },
      "'settings' of 'db' must name settings of postgresql.conf such as 'work_mem', got 'work mem'",
    ],
    [
      { initScripts: '/none' },
      "'initScripts' of 'db' must be a readable folder such as 'initdb', got '/none'",
    ],
  ])('fails on %j, and shows a good value', (props, message) => {
    expect(() => manifestsOf(props)).toThrow(message);
  });
});
