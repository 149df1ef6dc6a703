import { Cpu, Duration, Mongo, type MongoProps, Size, WebService } from '../../../../lib';
import { Manifests } from '../../../support/manifests';
import { testDev, testProd, testStack } from '../../../support/stack';

const required: MongoProps = { image: 'mongo:7.0.24', database: 'shop' };

function manifestsOf(props: Partial<MongoProps> = {}, environment = testDev): Manifests {
  const stack = testStack(environment);
  new Mongo(stack, 'mongo', { ...required, ...props });
  return Manifests.of(stack);
}

describe('Mongo', () => {
  test('hands clients a user of their database, never root', () => {
    expect(manifestsOf().at('Secret/mongo-app', 'stringData')).toEqual({
      username: 'shop',
      password: 'value of shop/mongo-app/password',
      database: 'shop',
      uri: 'mongodb://shop:value%20of%20shop%2Fmongo-app%2Fpassword@mongo:27017/shop?authSource=shop',
    });
    expect(new Mongo(testStack(), 'mongo', required).secret('uri')).toMatchObject({ secret: 'mongo-app' });
  });

  test('gives that user its rights by a task, on an old volume too', () => {
    const manifests = manifestsOf();
    const job = manifests.names.find((name) => name.startsWith('Job/mongo-app-user-')) ?? '';

    expect(manifests.pod(job, 'volumes')).toContainEqual({
      name: 'files',
      configMap: { name: 'mongo-app-user-files' },
    });
    expect(manifests.at('NetworkPolicy/mongo', 'spec.ingress.0.from.0.podSelector.matchLabels')).toEqual({
      'app.kubernetes.io/name': 'mongo-app-user',
    });
  });

  test('is ready once it takes connections, and no check needs more time than a busy machine has', () => {
    const probe = { tcpSocket: { port: 27017 } };
    const manifests = manifestsOf();

    expect(manifests.container('StatefulSet/mongo', 'startupProbe')).toMatchObject(probe);
    expect(manifests.container('StatefulSet/mongo', 'readinessProbe')).toMatchObject(probe);
  });

  test('is waited for until that user can log in', () => {
    const stack = testStack();
    const mongo = new Mongo(stack, 'mongo', required);
    new WebService(stack, 'api', { image: 'api:1', port: 80, startsAfter: [mongo] });

    expect(Manifests.of(stack).pod('Deployment/api', 'initContainers.0')).toMatchObject({
      command: ['sh', '-c', expect.stringContaining('mongosh "$MONGODB_URI"') as unknown],
      env: [{ name: 'HOME' }, { name: 'MONGODB_URI', valueFrom: { secretKeyRef: { name: 'mongo-app' } } }],
    });
    expect(mongo.connections.accepted).toEqual(['api', 'mongo-app-user']);
  });

  test.each([
    [512, '0.25'],
    [4096, '1.50'],
  ])('gives its cache, of %d MiB, half of what is beside a gigabyte', (mebibytes, gigabytes) => {
    const memory = { request: Size.mebibytes(mebibytes), limit: Size.mebibytes(mebibytes) };
    const manifests = manifestsOf({
      resources: { cpu: { request: Cpu.units(1), limit: Cpu.units(1) }, memory },
    });

    expect(manifests.container('StatefulSet/mongo', 'args')).toEqual([
      'mongod',
      '--wiredTigerCacheSizeGB',
      gigabytes,
    ]);
  });

  test('has no Secret of its own in production', () => {
    expect(manifestsOf({}, testProd).names.filter((name) => name.startsWith('Secret/'))).toEqual([]);
  });

  test('has an exporter, as a user of its own, who may see statistics only', () => {
    const stack = testStack();
    const mongo = new Mongo(stack, 'mongo', required);
    const exporter = mongo.addExporter();
    const manifests = Manifests.of(stack);
    const job = manifests.names.find((name) => name.startsWith('Job/mongo-exporter-account-')) ?? '';

    expect(exporter).toMatchObject({ host: 'mongo-exporter', port: 9216 });
    expect(mongo.addExporter()).toBe(exporter);
    expect(mongo.connections.accepted).toEqual([
      'mongo-app-user',
      'mongo-exporter',
      'mongo-exporter-account',
    ]);
    expect(manifests.container('Deployment/mongo-exporter', 'env')).toEqual([
      { name: 'MONGODB_URI', valueFrom: { secretKeyRef: { name: 'mongo-exporter-user', key: 'uri' } } },
    ]);
    expect(manifests.container(job, 'env')).toContainEqual({
      name: 'ROLES',
      value: '[{"role":"clusterMonitor","db":"admin"},{"role":"read","db":"local"}]',
    });
    expect(manifestsOf().names).not.toContain('Deployment/mongo-exporter');
  });

  test('takes all props together', () => {
    const all: Required<MongoProps> = {
      ...required,
      resources: {
        cpu: { request: Cpu.millis(100), limit: Cpu.millis(200) },
        memory: { request: Size.mebibytes(100), limit: Size.mebibytes(200) },
      },
      storage: Size.gibibytes(3),
      exporterImage: 'exporter:1',
      stopGracePeriod: Duration.minutes(2),
    };
    const stack = testStack();
    new Mongo(stack, 'mongo', all).addExporter();
    const manifests = Manifests.of(stack);

    expect(manifests.container('Deployment/mongo-exporter', 'image')).toBe('exporter:1');

    expect(manifests.pod('StatefulSet/mongo', 'terminationGracePeriodSeconds')).toBe(120);
    expect(
      manifests.at('StatefulSet/mongo', 'spec.volumeClaimTemplates.0.spec.resources.requests.storage'),
    ).toBe('3Gi');
  });

  test.each(['', 'a b', '1shop', '$db'])(
    'fails on the database name %j, and shows a good one',
    (database) => {
      expect(() => manifestsOf({ database })).toThrow(
        `'database' of 'mongo' must be a letter followed by at most 62 letters, digits, '_' and '-', such as 'shop', got '${database}'`,
      );
    },
  );
});
