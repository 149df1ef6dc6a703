import { Duration, Probe, Redis, resources, Size, Volume, Worker, type WorkerProps } from '../../../lib';
import { Manifests } from '../../support/manifests';
import { everyField, everySetting } from '../../support/pod-settings';
import { testStack } from '../../support/stack';

describe('Worker', () => {
  test('has pods and a NetworkPolicy, but no Service and no port', () => {
    const stack = testStack();
    new Worker(stack, 'mailer', { image: 'mailer:1' });
    const manifests = Manifests.of(stack);

    expect(manifests.names).toEqual([
      'Deployment/mailer',
      'Namespace/shop',
      'NetworkPolicy/deny-all',
      'NetworkPolicy/mailer',
      'PodDisruptionBudget/mailer',
    ]);
    expect(manifests.container('Deployment/mailer', 'ports')).toBeUndefined();
  });

  test('stops at once, since it has no traffic', () => {
    const stack = testStack();
    new Worker(stack, 'mailer', { image: 'mailer:1' });
    const manifests = Manifests.of(stack);

    expect(manifests.container('Deployment/mailer', 'lifecycle')).toBeUndefined();
    expect(manifests.pod('Deployment/mailer', 'terminationGracePeriodSeconds')).toBe(35);
  });

  test.each([
    ['without a readiness check counts as up once it has run for 10 s', undefined, 10],
    ['with one counts as up soon after it succeeds', Probe.fromCommand(['/mailer', '--ready']), 2],
  ])('%s', (_, readiness, seconds) => {
    const stack = testStack();
    new Worker(stack, 'mailer', { image: 'mailer:1', readiness });

    expect(Manifests.of(stack).at('Deployment/mailer', 'spec.minReadySeconds')).toBe(seconds);
  });

  test('connects to its queue and is checked by a command', () => {
    const stack = testStack();
    const queue = new Redis(stack, 'queue', { image: 'redis:7.4.5' });
    new Worker(stack, 'mailer', {
      image: 'mailer:1',
      connectsTo: [queue],
      liveness: Probe.fromCommand(['/mailer', '--alive']),
    });

    expect(queue.connections.accepted).toEqual(['mailer']);
    expect(Manifests.of(stack).container('Deployment/mailer', 'livenessProbe.exec.command')).toEqual([
      '/mailer',
      '--alive',
    ]);
  });

  test('takes all props together', () => {
    const stack = testStack();
    const queue = new Redis(stack, 'queue', { image: 'redis:7.4.5' });
    const all: Required<WorkerProps> = {
      egress: ['internet'],
      image: 'mailer:1',
      command: ['/mailer'],
      args: ['--work'],
      env: { MODE: 'fast' },
      files: { '/etc/mailer.conf': 'a = 1\n' },
      emptyDirs: { '/spool': Size.mebibytes(16) },
      user: 12345,
      exempt: { writableRoot: true, because: 'it unpacks itself' },
      resources: resources({ millicores: [50, 500], mebibytes: [64, 128] }),
      connectsTo: [queue],
      startsAfter: [queue],
      startup: Probe.fromTcpSocket({ port: 'metrics' }),
      readiness: Probe.fromHttpGet('/ready', { port: 'metrics' }),
      liveness: Probe.fromTcpSocket(),
      replicas: 3,
      autoscale: { maxReplicas: 5 },
      stopGracePeriod: Duration.seconds(20),
      ports: { metrics: 9090 },
      volumes: { '/spool/sent': new Volume(stack, 'sent').mount({ subPath: 'mail' }) },
      singleton: false,
      hostname: 'mail',
      aliases: ['smtp'],
      ...everySetting,
    };
    new Worker(stack, 'mailer', all);
    const manifests = Manifests.of(stack);

    expect(manifests.at('Deployment/mailer', 'spec.template')).toMatchObject(everyField);
    expect(manifests.at('Service/smtp', 'spec')).toEqual(manifests.at('Service/mailer', 'spec'));
    expect(manifests.at('Service/mailer', 'spec.ports')).toMatchObject([{ name: 'metrics', port: 9090 }]);
    expect(manifests.container('Deployment/mailer', 'livenessProbe.tcpSocket.port')).toBe(9090);
    expect(manifests.pod('Deployment/mailer', 'terminationGracePeriodSeconds')).toBe(35);
    expect(manifests.at('Deployment/mailer', 'spec.replicas')).toBe(3);
    expect(manifests.container('Deployment/mailer', 'volumeMounts')).toContainEqual({
      ...{ name: 'sent', mountPath: '/spool/sent', subPath: 'data/mail' },
    });
  });

  test.each([Probe.fromTcpSocket(), Probe.fromHttpGet('/health')])(
    'fails on a probe that needs a port',
    (liveness) => {
      expect(() => new Worker(testStack(), 'mailer', { image: 'mailer:1', liveness })).toThrow(
        `'liveness' of 'mailer', which has no port, must be a command such as Probe.fromCommand(['test', '-f', '/tmp/alive']), got a probe of a port`,
      );
    },
  );
});
