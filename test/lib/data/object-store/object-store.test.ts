import { Cpu, minio, ObjectStore, type ObjectStoreProps, Size, WebService } from '../../../../lib';
import { Manifests } from '../../../support/manifests';
import { testDev, testProd, testStack } from '../../../support/stack';

const server = minio('quay.io/minio/minio:RELEASE.2025-09-07T16-13-09Z');

function manifestsOf(props: Partial<ObjectStoreProps> = {}, environment = testDev): Manifests {
  const stack = testStack(environment);
  new ObjectStore(stack, 'store', { server, ...props });
  return Manifests.of(stack);
}

describe('ObjectStore', () => {
  test('is reachable only from workloads that name it', () => {
    const stack = testStack();
    const store = new ObjectStore(stack, 'store', { server });
    new WebService(stack, 'api', { image: 'api:1', port: 80, connectsTo: [store] });

    expect(store.url).toBe('http://store:9000');
    expect(store.connections.accepted).toEqual(['api']);
  });

  test('hands its server the same keys as its clients, under the names that it knows', () => {
    const reference = (key: string) => ({ valueFrom: { secretKeyRef: { name: 'store-credentials', key } } });

    expect(manifestsOf().container('StatefulSet/store', 'env')).toEqual(
      expect.arrayContaining([
        { name: 'MINIO_ROOT_USER', ...reference('access-key-id') },
        { name: 'MINIO_ROOT_PASSWORD', ...reference('secret-access-key') },
      ]),
    );
    expect(new ObjectStore(testStack(), 'store', { server }).secret('access-key-id')).toMatchObject({
      secret: 'store-credentials',
      key: 'access-key-id',
    });
  });

  test('keeps MinIO without a web console, and below the memory at which it would be killed', () => {
    const resources = {
      cpu: { request: Cpu.millis(100), limit: Cpu.millis(200) },
      memory: { request: Size.mebibytes(100), limit: Size.mebibytes(1000) },
    };
    const manifests = manifestsOf({ resources });

    expect(manifests.container('StatefulSet/store', 'env')).toEqual(
      expect.arrayContaining([
        { name: 'MINIO_BROWSER', value: 'off' },
        { name: 'GOMEMLIMIT', value: '800MiB' },
      ]),
    );
    expect(manifests.container('StatefulSet/store', 'resources.limits.memory')).toBe('1000Mi');
  });

  test('lets MinIO write only to its volume and to /tmp', () => {
    const manifests = manifestsOf();

    expect(manifests.container('StatefulSet/store', 'args')).toEqual([
      'server',
      '/data',
      '--certs-dir',
      '/tmp/certs',
    ]);
    expect(manifests.container('StatefulSet/store', 'volumeMounts')).toEqual([
      { name: 'tmp', mountPath: '/tmp' },
      { name: 'data', mountPath: '/data' },
    ]);
  });

  test('has no Secret of its own in production', () => {
    expect(manifestsOf({}, testProd).names).not.toContain('Secret/store-credentials');
  });

  test('takes all props together', () => {
    const all: Required<ObjectStoreProps> = {
      server: { ...server, port: 8333, dataPath: '/objects', user: 12345 },
      resources: {
        cpu: { request: Cpu.millis(100), limit: Cpu.millis(200) },
        memory: { request: Size.mebibytes(100), limit: Size.mebibytes(200) },
      },
      storage: Size.gibibytes(3),
    };
    const manifests = manifestsOf(all);

    expect(manifests.at('Service/store', 'spec.ports.0.port')).toBe(8333);
    expect(manifests.pod('StatefulSet/store', 'securityContext.runAsUser')).toBe(12345);
    expect(manifests.container('StatefulSet/store', 'volumeMounts')).toContainEqual({
      name: 'data',
      mountPath: '/objects',
    });
  });
});
