import { Probe, Redis, Worker } from '../../../lib';
import { Manifests } from '../../support/manifests';
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

  test.each([Probe.fromTcpSocket(), Probe.fromHttpGet('/health')])(
    'fails on a probe that needs a port',
    (liveness) => {
      expect(() => new Worker(testStack(), 'mailer', { image: 'mailer:1', liveness })).toThrow(
        `'liveness' of 'mailer', which has no port, must be a command such as Probe.fromCommand(['test', '-f', '/tmp/alive']), got a probe of a port`,
      );
    },
  );
});
