import {
  Credentials,
  type InitContainer,
  Probe,
  Redis,
  type SidecarContainer,
  Size,
  Volume,
  Worker,
  type WorkerProps,
} from '../../../lib';
import { Manifests } from '../../support/manifests';
import { testStack } from '../../support/stack';

const required: WorkerProps = { image: 'mailer:1' };
const prepare: InitContainer = { name: 'prepare', image: 'prepare:1' };
const proxy: SidecarContainer = { name: 'proxy', image: 'proxy:1' };

function podOf(props: Partial<WorkerProps>, path = 'initContainers'): unknown {
  const stack = testStack();
  new Worker(stack, 'mailer', { ...required, ...props });
  return Manifests.of(stack).pod('Deployment/mailer', path);
}

describe('further containers of a pod', () => {
  test('start in order: those that wait, those of one’s own, and the sidecars', () => {
    const stack = testStack();
    const queue = new Redis(stack, 'queue', { image: 'redis:7.4.5' });
    const props = { startsAfter: [queue], initContainers: [prepare], sidecars: [proxy] };
    new Worker(stack, 'mailer', { ...required, ...props });

    expect(Manifests.of(stack).pod('Deployment/mailer', 'initContainers')).toMatchObject([
      { name: 'wait-for-queue' },
      { name: 'prepare', image: 'prepare:1' },
      { name: 'proxy', image: 'proxy:1', restartPolicy: 'Always' },
    ]);
  });

  test('are as restricted as that of the workload, and have its mounts', () => {
    const volumes = { '/spool': Volume.own({ size: Size.gibibytes(1) }) };
    const mounts = podOf({ volumes }, 'containers.0.volumeMounts');

    expect(mounts).toHaveLength(2); // and /tmp
    expect(
      podOf({ volumes, initContainers: [prepare], sidecars: [{ ...proxy, user: 20001 }] }),
    ).toMatchObject([
      {
        securityContext: { readOnlyRootFilesystem: true, allowPrivilegeEscalation: false },
        volumeMounts: mounts,
      },
      {
        securityContext: { readOnlyRootFilesystem: true, runAsUser: 20001 },
        volumeMounts: mounts,
      },
    ]);
  });

  test('are probed if they run beside that of the workload', () => {
    const sidecars = [{ ...proxy, port: 9000, readiness: Probe.fromHttpGet('/ready') }];

    expect(podOf({ sidecars })).toMatchObject([
      { ports: [{ containerPort: 9000 }], readinessProbe: { httpGet: { path: '/ready', port: 9000 } } },
    ]);
    expect(() => podOf({ sidecars: [{ ...proxy, liveness: Probe.fromTcpSocket() }] })).toThrow(
      `'liveness' of 'proxy', which has no port, must be a command such as Probe.fromCommand(['test', '-f', '/tmp/alive']), got a probe of a port`,
    );
  });

  test('are replaced when a Secret changes that they use', () => {
    const hash = (value: string) => {
      const stack = testStack({ ...testStack().environment, secrets: { value: () => value } });
      const token = new Credentials(stack, 'token', { random: ['key'] }).key('key');
      new Worker(stack, 'mailer', { ...required, sidecars: [{ ...proxy, env: { TOKEN: token } }] });
      return Manifests.of(stack).at('Deployment/mailer', 'spec.template.metadata.annotations');
    };

    expect(hash('a')).toBeDefined();
    expect(hash('a')).not.toEqual(hash('b'));
  });

  test.each([
    ['mailer', 'the container of the workload'],
    ['prepare', 'another one'],
    ['wait-for-queue', 'one that waits'],
  ])('fail on the name %s, of %s', (name) => {
    expect(() => podOf({ initContainers: [prepare], sidecars: [{ ...proxy, name }] })).toThrow(
      `'initContainers' and 'sidecars' of 'mailer' must have names that no other container has, such as 'mailer-${name}', got '${name}'`,
    );
  });

  test('fail on a name that no container can have, and on a secret in the open', () => {
    expect(() => podOf({ initContainers: [{ ...prepare, name: 'Prepare' }] })).toThrow(
      `the name of a container of 'mailer' must be a lower-case DNS label of at most 63 characters such as 'web-api', got 'Prepare'`,
    );
    expect(() => podOf({ sidecars: [{ ...proxy, env: { PASSWORD: 'geheim' } }] })).toThrow(
      "'env.PASSWORD' of 'proxy' must refer to a Secret",
    );
  });
});

describe('the nodes of a pod', () => {
  test('may have any value of a taint, unless one is named', () => {
    const tolerations = [{ key: 'nvidia.com/gpu' }, { key: 'disk', value: 'fast' }];

    expect(podOf({ tolerations }, 'tolerations')).toEqual([
      { key: 'nvidia.com/gpu', operator: 'Exists' },
      { key: 'disk', operator: 'Equal', value: 'fast' },
    ]);
  });
});

describe('labels of pods', () => {
  test.each<[Partial<WorkerProps>, string]>([
    [
      { labels: { 'app.kubernetes.io/name': 'other' } },
      `'labels' of 'mailer' must have keys of your own, such as 'example.com/team', got 'app.kubernetes.io/name'`,
    ],
    [
      { annotations: { 'slipway.dev/config-hash': 'other' } },
      `'annotations' of 'mailer' must have keys of your own, such as 'example.com/team', got 'slipway.dev/config-hash'`,
    ],
    [
      { labels: { 'a b': 'c' } },
      `'labels' of 'mailer' must have keys that Kubernetes accepts, such as 'example.com/team', got 'a b'`,
    ],
    [
      { labels: { note: 'two words' } },
      `'labels['note']' of 'mailer' must have at most 63 letters, digits, '-', '_' and '.', such as 'web', got 'two words'; 'annotations' take any text`,
    ],
    [
      { nodeSelector: { disk: 'very fast' } },
      `'nodeSelector['disk']' of 'mailer' must have at most 63 letters, digits, '-', '_' and '.', such as 'web', got 'very fast'`,
    ],
  ])('fail on %j', (props, message) => {
    expect(() => podOf(props)).toThrow(message);
  });
});
