import { Testing } from 'cdk8s';
import type { Construct } from 'constructs';
import {
  type Environment,
  Size,
  Stack,
  StatefulService,
  Task,
  Volume,
  type VolumeProps,
  WebService,
  type WebServiceProps,
  Worker,
} from '../../../lib';
import { Manifests } from '../../support/manifests';
import { testDev, testProd, testStack } from '../../support/stack';

/** The manifests of a stack in which `define` has defined workloads. */
function manifestsOf(define: (stack: Construct) => void, environment: Environment = testDev): Manifests {
  const stack = testStack(environment);
  define(stack);
  return Manifests.of(stack);
}

function web(scope: Construct, props: Partial<WebServiceProps>, id = 'web'): WebService {
  return new WebService(scope, id, { image: 'web:1', port: 80, ...props });
}

const rwx: Environment = { ...testProd, sharedStorageClass: 'efs' };

describe('Volume', () => {
  test('is one claim that several workloads mount, each as it says', () => {
    const manifests = manifestsOf((stack) => {
      const uploads = new Volume(stack, 'uploads', { size: Size.gibibytes(3) });
      web(stack, { volumes: { '/srv/uploads': uploads } });
      new Worker(stack, 'mailer', {
        image: 'mailer:1',
        volumes: { '/in': uploads.mount({ readOnly: true }), '/tmp2': uploads.mount({ subPath: 'tmp/a' }) },
      });
    });

    expect(manifests.names.filter((name) => name.startsWith('Persistent'))).toEqual([
      'PersistentVolumeClaim/uploads',
    ]);
    expect(manifests.at('PersistentVolumeClaim/uploads', 'spec')).toEqual({
      accessModes: ['ReadWriteOnce'],
      resources: { requests: { storage: '3Gi' } },
    });
    const volume = { name: 'uploads', persistentVolumeClaim: { claimName: 'uploads' } };
    expect(manifests.pod('Deployment/web', 'volumes')).toContainEqual(volume);
    expect(manifests.container('Deployment/web', 'volumeMounts')).toContainEqual({
      name: 'uploads',
      mountPath: '/srv/uploads',
      subPath: 'data',
    });
    expect(manifests.pod('Deployment/mailer', 'volumes')).toEqual([expect.anything(), volume]);
    expect(manifests.container('Deployment/mailer', 'volumeMounts')).toEqual([
      { name: 'tmp', mountPath: '/tmp' },
      { name: 'uploads', mountPath: '/in', subPath: 'data', readOnly: true },
      { name: 'uploads', mountPath: '/tmp2', subPath: 'data/tmp/a' },
    ]);
  });

  test('takes all props together, and the size of the environment by default', () => {
    const all: Required<VolumeProps> = { size: Size.gibibytes(9) };
    const sizes = (props?: VolumeProps) =>
      manifestsOf((stack) => new Volume(stack, 'uploads', props), testProd).at(
        'PersistentVolumeClaim/uploads',
        'spec.resources.requests.storage',
      );

    expect([sizes(all), sizes()]).toEqual(['9Gi', '20Gi']);
  });

  test('keeps the pods of all who mount one on one node, and lets a drain take all of them', () => {
    const manifests = manifestsOf((stack) => {
      const uploads = new Volume(stack, 'uploads');
      const media = new Volume(stack, 'media');
      web(stack, { volumes: { '/uploads': uploads } });
      new StatefulService(stack, 'index', {
        ...{ image: 'index:1', port: 80, dataPath: '/data' },
        volumes: { '/media': media.mount({ readOnly: true }) },
      });
      new Task(stack, 'import', { image: 'web:1', volumes: { '/media': media } });
      web(stack, {}, 'other');
    }, testProd);
    const job = manifests.names.find((name) => name.startsWith('Job/')) ?? '';
    const sharers = ['Deployment/web', 'StatefulSet/index', job];

    for (const name of sharers) {
      expect(manifests.at(name, 'spec.template.metadata.labels')).toMatchObject({
        'slipway.dev/one-node': 'volumes',
      });
      expect(
        manifests.pod(name, 'affinity.podAffinity.requiredDuringSchedulingIgnoredDuringExecution'),
      ).toEqual([
        {
          topologyKey: 'kubernetes.io/hostname',
          labelSelector: { matchLabels: { 'slipway.dev/one-node': 'volumes' } },
        },
      ]);
    }
    expect(manifests.pod('Deployment/web', 'affinity.podAntiAffinity')).toBeDefined();
    expect(manifests.pod('Deployment/other', 'affinity.podAffinity')).toBeUndefined();
    for (const name of ['web', 'index'])
      expect(manifests.at(`PodDisruptionBudget/${name}`, 'spec.maxUnavailable')).toBe('100%');
    expect(manifests.at('PodDisruptionBudget/other', 'spec.maxUnavailable')).toBe(1);
  });

  test('is ReadWriteMany where the environment has a class for it, and its pods run anywhere', () => {
    const manifests = manifestsOf((stack) => {
      web(stack, { volumes: { '/uploads': new Volume(stack, 'uploads') } });
    }, rwx);

    expect(manifests.at('PersistentVolumeClaim/uploads', 'spec')).toMatchObject({
      accessModes: ['ReadWriteMany'],
      storageClassName: 'efs',
    });
    expect(manifests.pod('Deployment/web', 'affinity.podAffinity')).toBeUndefined();
    expect(manifests.at('PodDisruptionBudget/web', 'spec.maxUnavailable')).toBe(1);
  });

  test('has one group for workloads of several users', () => {
    const manifests = manifestsOf((stack) => {
      web(stack, { user: 33, volumes: { '/uploads': new Volume(stack, 'uploads') } });
      web(stack, { user: 33, volumes: { '/uploads': Volume.own() } }, 'other');
    });

    expect(manifests.pod('Deployment/web', 'securityContext')).toMatchObject({
      ...{ runAsUser: 33, runAsGroup: 33, fsGroup: 10001, fsGroupChangePolicy: 'OnRootMismatch' },
    });
    expect(manifests.pod('Deployment/other', 'securityContext.fsGroup')).toBe(33);
  });

  test('may have the name of another volume of the pod', () => {
    const manifests = manifestsOf((stack) => {
      const volumes = { '/d': new Volume(stack, 'data'), '/f': new Volume(stack, 'files') };
      const props = { image: 'db:1', port: 80, dataPath: '/data', files: { '/etc/a': 'a' }, volumes };
      new StatefulService(stack, 'db', props);
    });
    const names = (manifests.pod('StatefulSet/db', 'volumes') as { name: string }[]).map(({ name }) => name);

    expect(names.map((name) => name.replace(/-[0-9a-f]{8}$/, '-<hash>'))).toEqual([
      'tmp',
      'files',
      'data-<hash>',
      'files-<hash>',
    ]);
  });
});

describe("a volume of a workload's own", () => {
  test('is a claim of its own of a Deployment, whose only pod stops before the next one starts', () => {
    const manifests = manifestsOf((stack) => {
      const volumes = {
        '/var/cache': Volume.own(),
        '/db': Volume.own({ name: 'db', size: Size.gibibytes(2) }),
      };
      web(stack, { volumes });
    }, testProd);

    expect(manifests.at('PersistentVolumeClaim/web-var-cache', 'spec.resources.requests.storage')).toBe(
      '20Gi',
    );
    expect(manifests.at('PersistentVolumeClaim/web-db', 'spec')).toEqual({
      accessModes: ['ReadWriteOnce'],
      resources: { requests: { storage: '2Gi' } },
    });
    expect(manifests.pod('Deployment/web', 'volumes')).toEqual([
      expect.anything(),
      { name: 'var-cache', persistentVolumeClaim: { claimName: 'web-var-cache' } },
      { name: 'db', persistentVolumeClaim: { claimName: 'web-db' } },
    ]);
    expect(manifests.at('Deployment/web', 'spec')).toMatchObject({
      replicas: 1,
      strategy: { type: 'Recreate' },
    });
    expect(manifests.pod('Deployment/web', 'affinity.podAffinity')).toBeUndefined();
  });

  test('is a claim template of a StatefulService, beside its data', () => {
    const manifests = manifestsOf((stack) => {
      const volumes = { '/logs': Volume.own({ size: Size.gibibytes(2) }) };
      new StatefulService(stack, 'db', { image: 'db:1', port: 80, dataPath: '/data', volumes });
    });

    expect(manifests.at('StatefulSet/db', 'spec.volumeClaimTemplates')).toMatchObject([
      { metadata: { name: 'data' } },
      {
        metadata: { name: 'logs' },
        spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '2Gi' } } },
      },
    ]);
    expect(manifests.container('StatefulSet/db', 'volumeMounts')).toEqual([
      { name: 'tmp', mountPath: '/tmp' },
      { name: 'data', mountPath: '/data' },
      { name: 'logs', mountPath: '/logs', subPath: 'data' },
    ]);
    expect(manifests.names.filter((name) => name.startsWith('Persistent'))).toEqual([]);
  });

  test('keeps its claim when its path changes, if it has a name', () => {
    const claims = (path: string) =>
      manifestsOf((stack) => web(stack, { volumes: { [path]: Volume.own({ name: 'cache' }) } })).names.filter(
        (name) => name.startsWith('Persistent'),
      );

    expect(claims('/a')).toEqual(['PersistentVolumeClaim/web-cache']);
    expect(claims('/b')).toEqual(claims('/a'));
  });
});

describe('misuse of a volume', () => {
  const mounting = (volumes: WebServiceProps['volumes']) => () => web(testStack(), { volumes });

  test.each([
    [
      { data: Volume.own() },
      "'volumes' of 'web' must name an absolute path below the root, without ':' and '..', such as '/var/lib/app', got 'data'",
    ],
    [
      { '/tmp': Volume.own() },
      "'emptyDirs' of 'web' must name a path where nothing else is mounted, such as '/var/cache/app', got '/tmp', which is in 'volumes' too",
    ],
    [
      { '/Data': Volume.own(), '/data': Volume.own() },
      "'volumes['/data']' of 'web' must have a name of its own, such as Volume.own({ name: 'data-2' }), got 'data', which '/Data' has too",
    ],
    [
      { '/files': Volume.own() },
      "'volumes['/files']' of 'web' must have a name of its own, such as Volume.own({ name: 'files-2' }), got 'files', which slipway itself uses",
    ],
    [{ '/data': 'data' as never }, "'volumes['/data']' of WebService 'web' must be"],
    [['data:/data'] as never, "'volumes' of WebService 'web' must be an object"],
  ])('%j is refused', (volumes, message) => {
    expect(mounting(volumes)).toThrow(message);
  });

  test('the name of the data of a StatefulService is refused', () => {
    const props = { image: 'db:1', port: 80, dataPath: '/db', volumes: { '/data': Volume.own() } };

    expect(() => new StatefulService(testStack(), 'db', props)).toThrow(
      "'volumes['/data']' of 'db' must have a name of its own, such as Volume.own({ name: 'data-2' }), got 'data', which slipway itself uses",
    );
  });

  test.each(['/a', '../a', 'a/../..', '.', '..', '', 'a/', 'a//b', 'a:b', './a'])(
    'the sub-path %j is refused',
    (subPath) => {
      const message = (call: string) =>
        `'subPath' of ${call} must be a relative path without '..', such as 'static', got '${subPath}'`;

      expect(() => Volume.own({ subPath })).toThrow(message('Volume.own()'));
      expect(() => new Volume(testStack(), 'uploads').mount({ subPath })).toThrow(message('Volume.mount()'));
    },
  );

  test.each(['a', 'a/b', '.hidden', '..a', 'a b'])('the sub-path %j is taken', (subPath) => {
    expect(Volume.own({ subPath }).options).toEqual({ subPath });
  });

  test('a volume of another stack is refused', () => {
    const app = Testing.app();
    const environment = testDev;
    const uploads = new Volume(new Stack(app, 'media', { environment }), 'uploads');

    expect(() => web(new Stack(app, 'shop', { environment }), { volumes: { '/up': uploads } })).toThrow(
      "'volumes['/up']' of 'web' must be a Volume of the stack 'shop', such as new Volume(this, 'uploads'), got that of 'media'",
    );
  });

  test('names that Kubernetes does not take, and unknown options, are refused', () => {
    expect(() => Volume.own({ name: 'My_Data' })).toThrow(
      "'name' of Volume.own() must be a lower-case DNS label of at most 63 characters such as 'web-api', got 'My_Data'",
    );
    expect(() => new Volume(testStack(), 'My_Data')).toThrow(
      "the id of a Volume must be a lower-case DNS label of at most 63 characters such as 'web-api', got 'My_Data'",
    );
    expect(() => new Volume(testStack(), 'a').mount({ readonly: true } as never)).toThrow(
      "unknown option 'readonly' of Volume.mount(): did you mean 'readOnly'?",
    );
  });
});
