import {
  Cpu,
  Duration,
  Probe,
  Redis,
  Size,
  StatefulService,
  type StatefulServiceProps,
  Volume,
  WebService,
} from '../../../lib';
import { Manifests } from '../../support/manifests';
import { everyField, everySetting } from '../../support/pod-settings';
import { testStack } from '../../support/stack';

const required: StatefulServiceProps = { image: 'store:1', port: 9000, dataPath: '/data' };

function manifestsOf(props: Partial<StatefulServiceProps> = {}): Manifests {
  const stack = testStack();
  new StatefulService(stack, 'store', { ...required, ...props });
  return Manifests.of(stack);
}

describe('StatefulService', () => {
  test('needs no claim `data` if it has a volume of its own', () => {
    const manifests = manifestsOf({
      dataPath: undefined,
      volumes: { '/var/lib/store': Volume.own({ name: 'store-data' }) },
    });

    expect(manifests.at('StatefulSet/store', 'spec.volumeClaimTemplates')).toMatchObject([
      { metadata: { name: 'store-data' } },
    ]);
  });

  test('fails without any data volume', () => {
    expect(() => manifestsOf({ dataPath: undefined })).toThrow(
      `'dataPath' of 'store' must be set, such as '/var/lib/app', unless it has a volume of its own: volumes: { '/var/lib/app': Volume.own() }`,
    );
  });

  test('has one replica with its own claim, which is kept when it is deleted', () => {
    const manifests = manifestsOf();

    expect(manifests.at('StatefulSet/store', 'spec')).toMatchObject({
      replicas: 1,
      persistentVolumeClaimRetentionPolicy: { whenDeleted: 'Retain', whenScaled: 'Retain' },
      volumeClaimTemplates: [
        {
          metadata: { name: 'data' },
          spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } },
        },
      ],
    });
    expect(manifests.container('StatefulSet/store', 'volumeMounts')).toContainEqual({
      name: 'data',
      mountPath: '/data',
    });
  });

  test('is reached by its id, and its pod by a name that never changes', () => {
    const manifests = manifestsOf();

    expect(manifests.at('Service/store', 'spec.clusterIP')).toBeUndefined();
    expect(manifests.at('Service/store-pods', 'spec.clusterIP')).toBe('None');
    expect(manifests.at('StatefulSet/store', 'spec.serviceName')).toBe('store-pods');
  });

  test('can be drained, though nothing serves meanwhile', () => {
    expect(manifestsOf().at('PodDisruptionBudget/store', 'spec.maxUnavailable')).toBe(1);
  });

  test('takes all props together', () => {
    const stack = testStack();
    const upstream = new Redis(stack, 'upstream', { image: 'redis:7.4.5' });
    const all: Required<Omit<StatefulServiceProps, 'port'>> = {
      image: 'store:1',
      ports: { http: 9000 },
      dataPath: '/data',
      storage: Size.gibibytes(7),
      command: ['/store'],
      args: ['--serve'],
      env: { MODE: 'single' },
      files: { '/etc/store.conf': 'a = 1\n' },
      emptyDirs: { '/run/store': Size.mebibytes(1) },
      user: 999,
      exempt: { writableRoot: true, because: 'it unpacks itself' },
      resources: {
        cpu: { request: Cpu.millis(100), limit: Cpu.millis(200) },
        memory: { request: Size.mebibytes(100), limit: Size.mebibytes(200) },
      },
      egress: ['internet'],
      connectsTo: [upstream],
      startsAfter: [upstream],
      startup: Probe.fromCommand(['/store', '--started']),
      readiness: Probe.fromHttpGet('/ready'),
      liveness: Probe.fromHttpGet('/health'),
      stopGracePeriod: Duration.minutes(1),
      volumes: { '/logs': Volume.own({ size: Size.gibibytes(2) }) },
      hostname: 'store-0',
      aliases: ['files'],
      ...everySetting,
    };
    const store = new StatefulService(stack, 'store', all);
    new WebService(stack, 'api', { image: 'api:1', port: 80, connectsTo: [store] });
    const manifests = Manifests.of(stack);

    expect(store.connections.accepted).toEqual(['api']);
    expect(manifests.at('StatefulSet/store', 'spec.template')).toMatchObject(everyField);
    expect(manifests.at('Service/files', 'spec')).toEqual(manifests.at('Service/store', 'spec'));
    expect(
      manifests.at('StatefulSet/store', 'spec.volumeClaimTemplates.0.spec.resources.requests.storage'),
    ).toBe('7Gi');
    expect(manifests.at('StatefulSet/store', 'spec.volumeClaimTemplates.1.metadata.name')).toBe('logs');
    expect(manifests.pod('StatefulSet/store', 'terminationGracePeriodSeconds')).toBe(60);
    expect(manifests.pod('StatefulSet/store', 'volumes.0')).toEqual({
      name: 'run-store',
      emptyDir: { sizeLimit: '1Mi', medium: 'Memory' },
    });
  });
});

describe('a StatefulService without a port', () => {
  const props = { image: 'store:1', dataPath: '/data' };

  test('has the Service of its pods, without a port, and no other', () => {
    const stack = testStack();
    new StatefulService(stack, 'store', props);
    const manifests = Manifests.of(stack);

    expect(manifests.names.filter((name) => name.startsWith('Service/'))).toEqual(['Service/store-pods']);
    expect(manifests.at('Service/store-pods', 'spec')).not.toHaveProperty('ports');
    expect(manifests.container('StatefulSet/store', 'ports')).toBeUndefined();
    expect(manifests.container('StatefulSet/store', 'livenessProbe')).toBeUndefined();
  });

  test('can be checked by a command only', () => {
    expect(
      () => new StatefulService(testStack(), 'store', { ...props, readiness: Probe.fromHttpGet('/ready') }),
    ).toThrow(
      `'readiness' of 'store', which has no port, must be a command such as Probe.fromCommand(['test', '-f', '/tmp/alive']), got a probe of a port`,
    );
  });

  test('is nothing that others connect to', () => {
    const stack = testStack();
    const store = new StatefulService(stack, 'store', props);

    expect(() => new WebService(stack, 'api', { image: 'api:1', port: 80, connectsTo: [store] })).toThrow(
      `'port' of 'store' must be the port that it listens on, such as 8080, or 'ports' several, such as { http: 8080, metrics: 9090 }, got none`,
    );
  });
});
