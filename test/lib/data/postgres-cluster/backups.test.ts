import {
  Credentials,
  Duration,
  type Environment,
  minio,
  ObjectStore,
  Postgres,
  PostgresCluster,
  type PostgresClusterBackups,
  type PostgresClusterRecovery,
  type S3TargetProps,
  type Stack,
} from '../../../../lib';
import { KubernetesSchema } from '../../../support/kubernetes-schema';
import { Manifests } from '../../../support/manifests';
import { testDev, testProd, testStack } from '../../../support/stack';

const required = { image: 'ghcr.io/cloudnative-pg/postgresql:16.10-standard-bookworm', database: 'shop' };
const plugin = 'barman-cloud.cloudnative-pg.io';
const tcp = (port: number) => ({ port, protocol: 'TCP' });

function bucket(stack: Stack): S3TargetProps {
  return {
    endpoint: 'https://s3.example.com',
    bucket: 'backups',
    credentials: new Credentials(stack, 'target', { random: [], existing: 'backup-target' }),
  };
}

function backedUp(props: Partial<PostgresClusterBackups> = {}, environment = testProd): Manifests {
  const stack = testStack(environment);
  new PostgresCluster(stack, 'db', { ...required, backups: { ...bucket(stack), ...props } });
  return Manifests.of(stack);
}

function recovered(recovery: Partial<PostgresClusterRecovery> = {}, backups?: Partial<S3TargetProps>) {
  const stack = testStack(testProd);
  const place = bucket(stack);
  const recoverFrom = { ...place, ...recovery };
  new PostgresCluster(stack, 'db', {
    ...required,
    recoverFrom,
    backups: backups ? { ...place, ...backups } : 'none',
  });
  return Manifests.of(stack);
}

describe('the backups of a PostgresCluster', () => {
  const byDefault = (environment: Environment): Manifests => {
    const stack = testStack(environment);
    new PostgresCluster(stack, 'db', required);
    return Manifests.of(stack);
  };

  test("go to the environment's bucket by default, encrypted by its server where that is said", () => {
    expect(byDefault(testProd).at('ObjectStore/db-backups', 'spec.configuration')).toMatchObject({
      destinationPath: 's3://backups/shop',
      s3Credentials: { accessKeyId: { name: 'backup-target', key: 'access-key-id' } },
      data: { encryption: 'AES256' },
      wal: { encryption: 'AES256' },
    });
    expect(backedUp().at('ObjectStore/db-backups', 'spec.configuration.data')).not.toHaveProperty(
      'encryption',
    );
    expect(byDefault(testDev).names.filter((name) => name.startsWith('ObjectStore/'))).toEqual([]);
  });

  test("are refused in production without a bucket, unless they are 'none'", () => {
    const environment = { ...testProd, backupBucket: undefined };

    expect(() => byDefault(environment)).toThrow(
      /^'backupBucket' of the environment 'prod' must be a bucket.*'backups' of 'db' to 'none'/,
    );
    const stack = testStack(environment);
    new PostgresCluster(stack, 'db', { ...required, backups: 'none' });
    expect(Manifests.of(stack).names.filter((name) => name.startsWith('ObjectStore/'))).toEqual([]);
  });

  test('are in a bucket for 30 days, made by Barman Cloud with the keys of an existing Secret', () => {
    const manifests = backedUp();

    expect(manifests.at('Cluster/db', 'spec.plugins')).toEqual([
      {
        name: plugin,
        isWALArchiver: true,
        parameters: { barmanObjectName: 'db-backups', serverName: 'db' },
      },
    ]);
    expect(manifests.at('ObjectStore/db-backups', 'spec')).toMatchObject({
      configuration: {
        destinationPath: 's3://backups/shop',
        endpointURL: 'https://s3.example.com',
        s3Credentials: {
          accessKeyId: { name: 'backup-target', key: 'access-key-id' },
          secretAccessKey: { name: 'backup-target', key: 'secret-access-key' },
        },
      },
      retentionPolicy: '30d',
      instanceSidecarConfiguration: {
        resources: { limits: { cpu: '1', memory: '512Mi', 'ephemeral-storage': '1Gi' } },
      },
    });
  });

  test('are made every night and at the start where backups are scheduled, on demand elsewhere', () => {
    expect(backedUp().at('ScheduledBackup/db-backups', 'spec')).toEqual({
      cluster: { name: 'db' },
      method: 'plugin',
      pluginConfiguration: { name: plugin },
      schedule: '0 0 2 * * *',
      immediate: true,
      suspend: false,
      backupOwnerReference: 'none',
    });
    expect(backedUp({}, testDev).at('ScheduledBackup/db-backups', 'spec')).toMatchObject({
      immediate: false,
      suspend: true,
    });
  });

  test('take a schedule, a retention, a prefix and a region', () => {
    const manifests = backedUp({
      schedule: '30 4 * * 0',
      retention: Duration.days(7),
      prefix: 'shops/1',
      region: 'eu-1',
    });

    expect(manifests.at('ScheduledBackup/db-backups', 'spec.schedule')).toBe('0 30 4 * * 0');
    expect(manifests.at('ObjectStore/db-backups', 'spec')).toMatchObject({
      configuration: { destinationPath: 's3://backups/shops/1' },
      retentionPolicy: '7d',
      instanceSidecarConfiguration: { env: [{ name: 'AWS_DEFAULT_REGION', value: 'eu-1' }] },
    });
    expect(backedUp({ schedule: '@daily' }).at('ScheduledBackup/db-backups', 'spec.schedule')).toBe('@daily');
  });

  test('trust a private CA, whose bundle is in a Secret', () => {
    const ca = { secret: 'company-ca', key: 'ca.crt' };

    expect(backedUp({ ca }).at('ObjectStore/db-backups', 'spec.configuration.endpointCA')).toEqual({
      name: 'company-ca',
      key: 'ca.crt',
    });
  });

  test('reach a server of the stack, or the port of one outside of it', () => {
    const stack = testStack(testProd);
    const store = new ObjectStore(stack, 'minio', {
      server: minio('quay.io/minio/minio:RELEASE.2025-09-07T16-13-09Z'),
    });
    new PostgresCluster(stack, 'db', { ...required, backups: { ...bucket(stack), endpoint: store } });

    expect(Manifests.of(stack).at('NetworkPolicy/db', 'spec.egress')).toContainEqual({
      to: [{ podSelector: { matchLabels: { 'app.kubernetes.io/name': 'minio' } } }],
      ports: [tcp(9000)],
    });
    expect(
      backedUp({ endpoint: 'https://s3.example.com:8443' }).at('NetworkPolicy/db', 'spec.egress'),
    ).toContainEqual({ ports: [tcp(8443)] });
  });

  test.each<[Partial<PostgresClusterBackups>, string]>([
    [
      { endpoint: 's3.example.com' },
      "'endpoint' of 'db' must be a URL such as 'https://s3.example.com', got",
    ],
    [
      { schedule: 'daily' },
      "'schedule' of 'db' must be a cron expression such as '0 2 * * *' or '@daily', got 'daily': it must have five fields",
    ],
    [
      { retention: Duration.hours(36) },
      "'backups.retention' of 'db' must be whole days, such as Duration.days(30), got 1 day 12 hours",
    ],
  ])('fails on %j, and shows a good value', (props, message) => {
    expect(() => backedUp(props)).toThrow(message);
  });
});

describe('a PostgresCluster that does not begin empty', () => {
  test('is made of backups, as of their end or of a point in time', () => {
    const manifests = recovered({ cluster: 'old', targetTime: '2026-11-21T18:30:00Z' });

    expect(manifests.at('Cluster/db', 'spec.bootstrap')).toEqual({
      recovery: {
        source: 'db-origin',
        database: 'shop',
        owner: 'shop',
        recoveryTarget: { targetTime: '2026-11-21T18:30:00Z' },
      },
    });
    expect(manifests.at('Cluster/db', 'spec.externalClusters')).toEqual([
      {
        name: 'db-origin',
        plugin: { name: plugin, parameters: { barmanObjectName: 'db-origin', serverName: 'old' } },
      },
    ]);
    expect(manifests.at('ObjectStore/db-origin', 'spec.configuration.destinationPath')).toBe(
      's3://backups/shop',
    );
    expect(manifests.at('ObjectStore/db-origin', 'spec')).not.toHaveProperty('retentionPolicy');
    expect(recovered().at('Cluster/db', 'spec.bootstrap.recovery')).not.toHaveProperty('recoveryTarget');
  });

  test('keeps its own backups apart from those that it is recovered from', () => {
    expect(() => recovered({}, {})).toThrow(
      "'backups.prefix' of 'db' must differ from that of 'recoverFrom', such as 'shop-2', got 'shop' in both",
    );
    expect(() => recovered({}, { prefix: 'shop-2' })).not.toThrow();
    expect(() => recovered({ cluster: 'old' }, {})).not.toThrow();
  });

  test('imports the database of a Postgres, as its superuser, and may connect to it', () => {
    const stack = testStack(testProd);
    const old = new Postgres(stack, 'postgres', { image: 'postgres:16.10', database: 'shop_1' });
    new PostgresCluster(stack, 'db', { ...required, importFrom: old });
    const manifests = Manifests.of(stack);

    expect(manifests.at('Cluster/db', 'spec.bootstrap.initdb')).toMatchObject({
      database: 'shop',
      owner: 'shop',
      import: { type: 'microservice', databases: ['shop_1'], source: { externalCluster: 'postgres' } },
    });
    expect(manifests.at('Cluster/db', 'spec.externalClusters')).toEqual([
      {
        name: 'postgres',
        connectionParameters: {
          ...{ host: 'postgres', port: '5432', user: 'postgres', dbname: 'shop_1' },
          sslmode: 'verify-full',
        },
        password: { name: 'postgres-superuser', key: 'password' },
        sslRootCert: { name: 'postgres-tls', key: 'ca.crt' },
      },
    ]);
    expect(JSON.stringify(manifests.at('NetworkPolicy/postgres', 'spec.ingress'))).toContain(
      '"cnpg.io/cluster":"db"',
    );
  });

  test.each(['2026-11-21', '2026-11-21 18:30:00Z', '2026-11-21T18:30:00', '2026-13-21T18:30:00Z'])(
    'does not go back to %s, which is no point in time',
    (targetTime) => {
      expect(() => recovered({ targetTime })).toThrow(
        `'recoverFrom.targetTime' of 'db' must be a time with its offset, such as '2026-11-21T18:30:00Z', got '${targetTime}'`,
      );
    },
  );

  test('begins in one way', () => {
    const stack = testStack(testProd);
    const importFrom = new Postgres(stack, 'postgres', { image: 'postgres:16.10', database: 'shop' });

    expect(
      () => new PostgresCluster(stack, 'db', { ...required, importFrom, recoverFrom: bucket(stack) }),
    ).toThrow(
      "'importFrom' and 'recoverFrom' of 'db' exclude each other: a cluster has one origin, such as { importFrom: postgres }, got both",
    );
  });
});

test('backups and recovery match the definitions of the operators', () => {
  const schema = new KubernetesSchema();

  for (const manifests of [
    backedUp({ region: 'eu-1', ca: { secret: 'company-ca', key: 'ca.crt' } }),
    recovered({ targetTime: '2026-11-21T18:30:00Z' }),
  ]) {
    expect(manifests.all.flatMap((manifest) => schema.errors(manifest))).toEqual([]);
  }
});
