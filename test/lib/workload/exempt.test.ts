import { type Exempt, Postgres, Stack, Task, Volume, WebService, Worker } from '../../../lib';
import { KubernetesSchema } from '../../support/kubernetes-schema';
import { Manifests } from '../../support/manifests';
import { policies } from '../../support/policies';
import { testStack } from '../../support/stack';

const because = 'the init of its image wants it';

type Exemptions = Omit<Exempt, 'because'>;

function manifestsOf(exemptions: Exemptions, reason = because): Manifests {
  const stack = testStack();
  new WebService(stack, 'docs', {
    image: 'docs:1',
    port: 8000,
    exempt: { ...exemptions, because: reason },
  });
  return Manifests.of(stack);
}

function rightsOf(exemptions: Exemptions): unknown {
  return manifestsOf(exemptions).container('Deployment/docs', 'securityContext');
}

const hardened = {
  allowPrivilegeEscalation: false,
  readOnlyRootFilesystem: true,
  capabilities: { drop: ['ALL'] },
};

const ofRoot = ['CHOWN', 'DAC_OVERRIDE', 'FOWNER', 'KILL', 'SETGID', 'SETUID'];

describe('an exemption', () => {
  test('lets a container start as root, prepare its files, and become another user', () => {
    expect(rightsOf({ root: true })).toEqual({
      ...hardened,
      runAsNonRoot: false,
      runAsUser: 0,
      runAsGroup: 0,
      capabilities: { drop: ['ALL'], add: ofRoot },
    });
  });

  test('leaves the files of volumes to root, unless it names their group', () => {
    const groupOf = (user?: { runAsUser: number; fsGroup: number }): unknown => {
      const stack = testStack();
      new Worker(stack, 'cron', { image: 'cron:1', user, exempt: { root: true, because } });
      return Manifests.of(stack).pod('Deployment/cron', 'securityContext.fsGroup');
    };

    expect(groupOf()).toBeUndefined();
    expect(groupOf({ runAsUser: 0, fsGroup: 33 })).toBe(33);
  });

  test('lets a container write to its root file system, and leaves all else as it is', () => {
    expect(rightsOf({ writableRoot: true })).toEqual({ ...hardened, readOnlyRootFilesystem: false });
  });

  test('adds capabilities to those of root', () => {
    expect(rightsOf({ root: true, capabilities: ['NET_ADMIN', 'CHOWN'] })).toMatchObject({
      allowPrivilegeEscalation: false,
      capabilities: {
        drop: ['ALL'],
        add: ['CHOWN', 'DAC_OVERRIDE', 'FOWNER', 'KILL', 'NET_ADMIN', 'SETGID', 'SETUID'],
      },
    });
  });

  test('lets a process that is not root gain a capability from the file of its program', () => {
    expect(rightsOf({ capabilities: ['NET_RAW'] })).toEqual({
      ...hardened,
      allowPrivilegeEscalation: true,
      capabilities: { drop: ['ALL'], add: ['NET_RAW'] },
    });
  });

  test('gains no privilege for a program whose file has NET_BIND_SERVICE', () => {
    expect(rightsOf({ capabilities: ['NET_BIND_SERVICE'] })).toEqual({
      ...hardened,
      capabilities: { drop: ['ALL'], add: ['NET_BIND_SERVICE'] },
    });
  });

  test('makes a container privileged, in the way that Kubernetes accepts', () => {
    expect(rightsOf({ privileged: true })).toEqual({
      privileged: true,
      allowPrivilegeEscalation: true,
      readOnlyRootFilesystem: true,
    });
  });

  test('mounts paths of the node, read-only unless it says otherwise', () => {
    const manifests = manifestsOf({
      hostPaths: {
        '/var/run/docker.sock': { path: '/run/docker.sock', type: 'Socket' },
        '/media': { path: '/srv/media', type: 'Directory', readOnly: false },
      },
    });

    expect(manifests.pod('Deployment/docs', 'volumes')).toEqual(
      expect.arrayContaining([
        { name: 'host-var-run-docker-sock', hostPath: { path: '/run/docker.sock', type: 'Socket' } },
        { name: 'host-media', hostPath: { path: '/srv/media', type: 'Directory' } },
      ]),
    );
    expect(manifests.container('Deployment/docs', 'volumeMounts')).toEqual(
      expect.arrayContaining([
        { name: 'host-var-run-docker-sock', mountPath: '/var/run/docker.sock', readOnly: true },
        { name: 'host-media', mountPath: '/media', readOnly: false },
      ]),
    );
  });

  test('is written at the pods, with its reason on one line', () => {
    const exemptions = {
      ...{ root: true, writableRoot: true, capabilities: ['NET_ADMIN'], privileged: true },
      hostPaths: { '/dev/dri': { path: '/dev/dri', type: 'Directory' as const } },
    };

    expect(
      manifestsOf(exemptions, 'it opens\n  a tunnel ').at(
        'Deployment/docs',
        'spec.template.metadata.annotations',
      ),
    ).toEqual({
      'slipway.dev/exempt': 'root, writable root, capability NET_ADMIN, privileged, host path /dev/dri',
      'slipway.dev/exempt-because': 'it opens a tunnel',
    });
  });

  test('is the main container’s only: what waits for others in its pod has no right', () => {
    const stack = testStack();
    const db = new Postgres(stack, 'db', { image: 'postgres:16.10', database: 'shop' });
    const all: Required<Exempt> = {
      ...{ root: true, writableRoot: true, capabilities: ['SYS_TIME'], privileged: false, because },
      hostPaths: {},
    };
    new Worker(stack, 'cron', { image: 'cron:1', startsAfter: [db], exempt: all });
    const manifests = Manifests.of(stack);

    expect(manifests.pod('Deployment/cron', 'initContainers.0.securityContext')).toEqual({
      ...hardened,
      runAsUser: 999,
      runAsGroup: 999,
    });
    expect(manifests.pod('Deployment/cron', 'securityContext')).toMatchObject({
      runAsNonRoot: true,
      runAsUser: 10001,
    });
  });

  test('of a task does not reach the pods that wait for it', () => {
    const stack = testStack();
    const task = new Task(stack, 'init', {
      image: 'app:1',
      doneCheck: 'true',
      exempt: { root: true, because },
    });
    new Worker(stack, 'worker', { image: 'worker:1', startsAfter: [task] });

    expect(Manifests.of(stack).pod('Deployment/worker', 'initContainers.0.securityContext')).toMatchObject({
      runAsUser: 10001,
    });
  });

  test('shares files with other workloads all the same', () => {
    const stack = testStack();
    const volumes = { '/uploads': new Volume(stack, 'uploads') };
    new WebService(stack, 'web', { image: 'web:1', port: 80, volumes, exempt: { root: true, because } });

    expect(Manifests.of(stack).pod('Deployment/web', 'securityContext.fsGroup')).toBe(10001);
  });
});

describe('the Pod Security Standard of the namespace', () => {
  function levels(stack: Stack): unknown[] {
    const labels = Manifests.of(stack).at('Namespace/shop', 'metadata.labels') as Record<string, string>;
    return ['enforce', 'warn', 'audit'].map((mode) => labels[`pod-security.kubernetes.io/${mode}`]);
  }

  function stackWith(...all: readonly Exemptions[]): Stack {
    const stack = testStack();
    for (const [index, exemptions] of all.entries()) {
      new Worker(stack, `worker-${index}`, { image: 'worker:1', exempt: { ...exemptions, because } });
    }
    return stack;
  }

  test.each<[string, Exemptions]>([
    ['restricted', { writableRoot: true }],
    ['restricted', { capabilities: ['NET_BIND_SERVICE'] }],
    ['baseline', { root: true }],
    ['baseline', { root: true, capabilities: ['SYS_CHROOT', 'AUDIT_WRITE'] }],
    ['baseline', { capabilities: ['SETFCAP'] }],
    ['privileged', { capabilities: ['NET_RAW'] }],
    ['privileged', { root: true, capabilities: ['CHOWN', 'NET_ADMIN'] }],
    ['privileged', { privileged: true }],
    ['privileged', { hostPaths: { '/host': { path: '/', type: 'Directory' } } }],
  ])('is "%s" for %j', (level, exemptions) => {
    expect(levels(stackWith(exemptions))).toEqual([level, level, level]);
  });

  test('is the one that all workloads together need, in any order', () => {
    const loose = { privileged: true };
    const strict = { root: true };

    expect(levels(stackWith(loose, strict))).toEqual(levels(stackWith(strict, loose)));
    expect(levels(stackWith(strict, loose))).toContain('privileged');
  });
});

describe('the objects of workloads with exemptions', () => {
  const manifests = manifestsOf({
    ...{ root: true, writableRoot: true, capabilities: ['NET_ADMIN'] },
    hostPaths: { '/var/run/docker.sock': { path: '/run/docker.sock', type: 'Socket' } },
  });

  test.each(Object.entries(policies))('keep the policy "%s"', (_, policy) => {
    expect(policy(manifests)).toEqual([]);
  });

  test('are those that Kubernetes defines', () => {
    const schema = new KubernetesSchema();

    expect(manifests.all.flatMap((manifest) => schema.errors(manifest))).toEqual([]);
  });
});

describe('a misuse of exempt', () => {
  test.each<[Exempt, string]>([
    [
      { root: true, because: ' ' },
      "'exempt.because' of 'docs' must give the reason in words, such as 's6-overlay starts as root', got ' '",
    ],
    [
      { because: 'we are in a hurry' },
      "'exempt' of 'docs' must have an exemption such as root: true, got only the reason 'we are in a hurry'",
    ],
    [
      { capabilities: ['CAP_NET_ADMIN'], because },
      "'exempt.capabilities' of 'docs' must name capabilities of Linux without 'CAP_', such as 'NET_ADMIN', got 'CAP_NET_ADMIN': did you mean 'NET_ADMIN'?",
    ],
    [{ capabilities: ['SYS_TIMES'], because }, "got 'SYS_TIMES': did you mean 'SYS_TIME'?"],
    [
      { hostPaths: { '/media': { path: '../media', type: 'Directory' } }, because },
      "'exempt.hostPaths['/media'].path' of 'docs' must be an absolute path without '..', such as '/run/docker.sock', got '../media'",
    ],
    [
      { hostPaths: { media: { path: '/media', type: 'Directory' } }, because },
      "'exempt.hostPaths' of 'docs' must name an absolute path below the root, without ':' and '..', such as '/run/docker.sock', got 'media'",
    ],
    [
      { hostPaths: { '/tmp': { path: '/tmp', type: 'Directory' } }, because },
      "'exempt.hostPaths' of 'docs' must name a path where nothing else is mounted, such as '/run/docker.sock', got '/tmp', which is in 'emptyDirs' too",
    ],
  ])('fails on %j, and shows a good value', (exempt, message) => {
    const create = () => new WebService(testStack(), 'docs', { image: 'docs:1', port: 8000, exempt });

    expect(create).toThrow(message);
  });

  test('fails on root with another user', () => {
    const exempt = { root: true, because };
    const create = () => new Worker(testStack(), 'docs', { image: 'docs:1', user: 1000, exempt });

    expect(create).toThrow(
      "'user' of 'docs' must be 0 or left out with 'exempt.root', got '1000'; remove 'exempt.root' if the image can start as this user",
    );
  });

  test('fails without a reason', () => {
    const exempt = { root: true } as unknown as Exempt;

    expect(() => new Worker(testStack(), 'docs', { image: 'docs:1', exempt })).toThrow(
      "Worker 'docs' needs 'exempt.because'",
    );
  });
});
