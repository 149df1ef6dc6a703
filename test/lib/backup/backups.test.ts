import {
  Backups,
  BackupTarget,
  Credentials,
  Duration,
  minio,
  Mongo,
  ObjectStore,
  Postgres,
  Redis,
  resources,
  Size,
} from '../../../lib';
import { KubernetesSchema } from '../../support/kubernetes-schema';
import { Manifests } from '../../support/manifests';
import { policies } from '../../support/policies';
import { testDev, testProd, testStack } from '../../support/stack';

type Props = Partial<ConstructorParameters<typeof Backups>[2]>;

function synth(props: Props = {}, environment?: Parameters<typeof testStack>[0]): Manifests {
  const stack = testStack(environment);
  const db = new Postgres(stack, 'db', { image: 'postgres:16.10', database: 'shop' });
  new Backups(stack, 'backups', { of: [db], ...props });
  return Manifests.of(stack);
}

const pod = (path: string): string => `spec.jobTemplate.spec.template.spec.${path}`;

describe('Backups', () => {
  const manifests = synth();

  test('define a CronJob that saves, one that restores, one that lists, and a volume', () => {
    expect(manifests.names.filter((name) => /backup|restore/.test(name))).toEqual([
      'CronJob/backups',
      'CronJob/db-backup',
      'CronJob/db-restore',
      'NetworkPolicy/backups',
      'NetworkPolicy/db-backup',
      'PersistentVolumeClaim/backups',
    ]);
  });

  test('are made every night, never two at a time, and kept for 30 days', () => {
    expect(synth({}, testProd).at('CronJob/db-backup', 'spec')).toMatchObject({
      schedule: '0 2 * * *',
      timeZone: 'Etc/UTC',
      suspend: false,
      concurrencyPolicy: 'Forbid',
      jobTemplate: { spec: { activeDeadlineSeconds: 6 * 3600, backoffLimit: 2 } },
    });
    expect(manifests.at('CronJob/db-backup', pod('containers.0.env'))).toContainEqual({
      name: 'BACKUP_RETENTION',
      value: '720h',
    });
  });

  test('are made only by hand where the environment has none at their time, as in dev', () => {
    expect(manifests.at('CronJob/db-backup', 'spec.suspend')).toBe(true);
  });

  test.each(['db-restore', 'backups'])('%s does nothing by itself', (name) => {
    expect(manifests.at(`CronJob/${name}`, 'spec.suspend')).toBe(true);
  });

  test('run in the image of the store, into which the program is copied, as one user for all stores', () => {
    expect(manifests.at('CronJob/db-backup', pod('containers.0'))).toMatchObject({
      image: 'postgres:16.10',
      command: ['/opt/backup/backup'],
      args: ['save'],
    });
    expect(manifests.at('CronJob/db-backup', pod('initContainers.1'))).toMatchObject({
      image: 'slipway/backup:1.1.0',
      args: ['install', '/opt/backup'],
    });
    expect(manifests.at('CronJob/db-backup', pod('securityContext.runAsUser'))).toBe(10001);
  });

  test('connect to their store and to nothing else', () => {
    expect(JSON.stringify(manifests.at('NetworkPolicy/db-backup', 'spec.egress.1.to'))).toContain('"db"');
    expect(manifests.at('NetworkPolicy/db-backup', 'spec.egress')).toHaveLength(2); // and DNS
    expect(manifests.at('NetworkPolicy/db-backup', 'spec.ingress')).toBeUndefined();
    expect(manifests.at('NetworkPolicy/backups', 'spec.egress')).toHaveLength(1);
  });

  test('wait for a quarter of an hour between two stores', () => {
    const stack = testStack();
    const db = new Postgres(stack, 'db', { image: 'postgres:16.10', database: 'shop' });
    const cache = new Redis(stack, 'cache', { image: 'redis:7.4.5-alpine' });
    new Backups(stack, 'backups', { of: [db, cache] });
    const both = Manifests.of(stack);

    expect(both.at('CronJob/cache-backup', 'spec.schedule')).toBe('15 2 * * *');
  });

  test('know how each kind of store is reached', () => {
    const stack = testStack();
    const docs = new Mongo(stack, 'docs', { image: 'mongo:7.0.25', database: 'shop' });
    const cache = new Redis(stack, 'cache', { image: 'redis:7.4.5-alpine' });
    const files = new ObjectStore(stack, 'files', {
      server: minio('minio/minio:RELEASE.2025-09-07T16-13-09Z'),
    });
    new Backups(stack, 'backups', { of: [docs, cache, files] });
    const all = Manifests.of(stack);
    const container = (name: string): unknown => all.at(`CronJob/${name}-backup`, pod('containers.0'));

    expect(container('docs')).toMatchObject({ image: 'slipway/backup:1.1.0', args: ['save'] });
    expect(container('files')).toMatchObject({ image: 'slipway/backup:1.1.0', args: ['save'] });
    expect(container('cache')).toMatchObject({
      image: 'redis:7.4.5-alpine',
      resources: { limits: { memory: '1536Mi' } }, // a restore loads all of the cache
    });
  });

  test.each([
    ['dev', testDev, '678Mi', '1766Mi'], // of 512 MiB, 307 are for data
    ['prod', testProd, '2520Mi', '3608Mi'], // of 2 GiB, 1228
  ])(
    'have room on the disk of the node for two dumps of a full Redis, in %s',
    (_, environment, sizeLimit, disk) => {
      const stack = testStack(environment);
      const cache = new Redis(stack, 'cache', { image: 'redis:7.4.5-alpine' });
      new Backups(stack, 'backups', { of: [cache] });
      const manifests = Manifests.of(stack);

      for (const name of ['CronJob/cache-backup', 'CronJob/cache-restore']) {
        expect(manifests.at(name, pod('volumes.0.emptyDir.sizeLimit'))).toBe(sizeLimit);
        // Beside it the program, and a gibibyte of logs.
        expect(manifests.at(name, pod('containers.0.resources.limits'))).toMatchObject({
          'ephemeral-storage': disk,
        });
      }
    },
  );

  test('go to a bucket, below the name of the stack', () => {
    const stack = testStack(testProd);
    const db = new Postgres(stack, 'db', { image: 'postgres:16.10', database: 'shop' });
    const credentials = new Credentials(stack, 'backup-target', { random: [] });
    const to = BackupTarget.s3({ endpoint: 'https://s3.example.com', bucket: 'backups', credentials });
    new Backups(stack, 'backups', { of: [db], to });
    const away = Manifests.of(stack);

    expect(away.names).not.toContain('PersistentVolumeClaim/backups');
    expect(away.at('CronJob/db-backup', pod('containers.0.env'))).toEqual(
      expect.arrayContaining([
        { name: 'BACKUP_S3_ENDPOINT', value: 'https://s3.example.com' },
        { name: 'BACKUP_S3_PREFIX', value: 'shop' },
        {
          name: 'BACKUP_S3_SECRET_ACCESS_KEY',
          valueFrom: { secretKeyRef: { name: 'backup-target', key: 'secret-access-key' } },
        },
      ]),
    );
    expect(away.at('NetworkPolicy/backups', 'spec.egress.1')).toEqual({
      ports: [{ port: 443, protocol: 'TCP' }],
    });
  });

  test.each(['CronJob/backups', 'CronJob/db-backup', 'CronJob/db-restore'])(
    'go to a server with a certificate of a private CA, whose bundle %s is given by reference',
    (cronJob) => {
      const to = BackupTarget.s3({
        endpoint: 'https://s3.example.com',
        bucket: 'backups',
        credentials: new Credentials(testStack(testProd), 'backup-target', { random: [] }),
        ca: { secret: 'company-ca', key: 'ca.crt' },
      });

      expect(synth({ to }).at(cronJob, pod('containers.0.env'))).toContainEqual({
        name: 'BACKUP_S3_CA',
        valueFrom: { secretKeyRef: { name: 'company-ca', key: 'ca.crt' } },
      });
    },
  );

  test('go to an object store of the stack, which lets them in', () => {
    const stack = testStack();
    const db = new Postgres(stack, 'db', { image: 'postgres:16.10', database: 'shop' });
    const files = new ObjectStore(stack, 'files', {
      server: minio('minio/minio:RELEASE.2025-09-07T16-13-09Z'),
    });
    const credentials = new Credentials(stack, 'files-user', { random: [], existing: 'files-credentials' });
    const to = BackupTarget.s3({ endpoint: files, bucket: 'backups', credentials });
    new Backups(stack, 'backups', { of: [db], to });

    expect(files.connections.accepted).toEqual(['backups', 'db-backup']);
  });

  test('are encrypted with a public key; only a restore is given the private one', () => {
    const identities = { secret: 'backup-identity', key: 'identities' };
    const encrypted = synth({ encryption: { recipients: 'age1abc', identities } });
    const text = (name: string): string => JSON.stringify(encrypted.at(`CronJob/${name}`));

    expect(text('db-backup')).toContain('age1abc');
    expect(text('db-backup')).not.toContain('backup-identity');
    expect(text('db-restore')).toContain('backup-identity');
  });

  test('take a schedule, a retention, a size and a time-out', () => {
    const own = synth({
      schedule: '30 4 * * 0',
      retention: Duration.days(90),
      timeout: Duration.hours(1),
      to: BackupTarget.volume({ storage: Size.gibibytes(100) }),
    });

    expect(own.at('CronJob/db-backup', 'spec.schedule')).toBe('30 4 * * 0');
    expect(own.at('CronJob/db-backup', 'spec.jobTemplate.spec.activeDeadlineSeconds')).toBe(3600);
    expect(JSON.stringify(own.at('CronJob/db-backup'))).toContain('"2160h"');
    expect(own.at('PersistentVolumeClaim/backups', 'spec.resources.requests.storage')).toBe('100Gi');
  });

  test('have memory for rows of large values, more if wanted, and that for a whole Redis besides', () => {
    const stack = testStack({ ...testDev, maxResourceRequests: undefined });
    const db = new Postgres(stack, 'db', { image: 'postgres:16.10', database: 'shop' });
    const cache = new Redis(stack, 'cache', { image: 'redis:7.4.5-alpine' });
    new Backups(stack, 'backups', {
      of: [db, cache],
      resources: resources({ millicores: [100, 2000], mebibytes: [128, 3072] }),
    });
    const own = Manifests.of(stack);
    const memory = (all: Manifests, name: string): unknown =>
      all.at(`CronJob/${name}`, pod('containers.0.resources.limits.memory'));

    expect(memory(manifests, 'db-backup')).toBe('1Gi');
    expect(own.at('CronJob/db-backup', pod('containers.0.resources'))).toMatchObject({
      requests: { cpu: '100m', memory: '128Mi' },
      limits: { cpu: '2', memory: '3Gi' },
    });
    expect(['backups', 'db-restore', 'cache-backup'].map((name) => memory(own, name))).toEqual([
      '3Gi',
      '3Gi',
      '3584Mi',
    ]);
  });

  test('have pods that can be told from those of services', () => {
    expect(manifests.at('CronJob/db-backup', 'spec.jobTemplate.spec.template.metadata.labels')).toMatchObject(
      { 'app.kubernetes.io/name': 'db-backup', 'slipway.dev/backup': 'save' },
    );
  });

  test.each(Object.entries(policies))('keep the policy "%s"', (_, policy) => {
    expect(policy(manifests)).toEqual([]);
  });

  test('are what Kubernetes defines', () => {
    const schema = new KubernetesSchema();

    expect(manifests.all.flatMap((manifest) => schema.errors(manifest))).toEqual([]);
  });

  test.each<[string, Props, string]>([
    ['no store', { of: [] }, "'of' of 'backups' must name at least one store, such as [postgres], got none"],
    ['no retention', { retention: Duration.minutes(1) }, "'retention' of 'backups' must be at least one"],
    ['a schedule in words', { schedule: 'nightly' }, "'schedule' of 'backups' must be a cron expression"],
  ])('%s is refused', (_, props, message) => {
    expect(() => synth(props)).toThrow(message);
  });

  test('a duplicate store is refused', () => {
    const stack = testStack();
    const db = new Postgres(stack, 'db', { image: 'postgres:16.10', database: 'shop' });

    expect(() => new Backups(stack, 'backups', { of: [db, db] })).toThrow("got 'db' twice");
  });

  test('a store that is its own target is refused', () => {
    const stack = testStack();
    const files = new ObjectStore(stack, 'files', {
      server: minio('minio/minio:RELEASE.2025-09-07T16-13-09Z'),
    });
    const credentials = new Credentials(stack, 'files-user', { random: [], existing: 'files-credentials' });
    const to = BackupTarget.s3({ endpoint: files, bucket: 'backups', credentials });

    expect(() => new Backups(stack, 'backups', { of: [files], to })).toThrow(
      "'to' of 'backups' must be a bucket of a server that is not in 'of', such as BackupTarget.s3({ endpoint: 'https://s3.example.com', … }), got 'files'",
    );
  });

  test('an endpoint that is no URL is refused', () => {
    const credentials = new Credentials(testStack(), 'backup-target', { random: [] });

    expect(() => BackupTarget.s3({ endpoint: 's3.example.com', bucket: 'b', credentials })).toThrow(
      "'endpoint' of BackupTarget.s3() must be a URL such as 'https://s3.example.com', got 's3.example.com'",
    );
  });

  test('a CA for an endpoint without TLS is refused', () => {
    const credentials = new Credentials(testStack(), 'backup-target', { random: [] });
    const ca = { secret: 'company-ca', key: 'ca.crt' };

    expect(() => BackupTarget.s3({ endpoint: 'http://s3.test', bucket: 'b', credentials, ca })).toThrow(
      "'ca' of BackupTarget.s3() needs an 'endpoint' such as 'https://s3.example.com', got 'http://s3.test'",
    );
  });
});
