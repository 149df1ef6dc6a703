import { Daemon, type DaemonProps, Duration, Probe, Redis, resources, Size, Worker } from '../../../lib';
import { Manifests } from '../../support/manifests';
import { everyField, everySetting } from '../../support/pod-settings';
import { testStack } from '../../support/stack';

describe('Daemon', () => {
  test('has a pod on each node, one of which is replaced at a time', () => {
    const stack = testStack();
    new Daemon(stack, 'agent', { image: 'agent:1' });
    const manifests = Manifests.of(stack);

    expect(manifests.names).toEqual([
      'DaemonSet/agent',
      'Namespace/shop',
      'NetworkPolicy/agent',
      'NetworkPolicy/deny-all',
    ]);
    expect(manifests.at('DaemonSet/agent', 'spec')).toMatchObject({
      selector: { matchLabels: { 'app.kubernetes.io/name': 'agent' } },
      updateStrategy: { rollingUpdate: { maxUnavailable: 1 } },
    });
    expect(manifests.pod('DaemonSet/agent', 'terminationGracePeriodSeconds')).toBe(35);
  });

  test('is reached by its Service if it has ports, and can be waited for', () => {
    const stack = testStack();
    const agent = new Daemon(stack, 'agent', { image: 'agent:1', ports: { metrics: 9100 } });
    new Worker(stack, 'mailer', {
      ...{ image: 'mailer:1', connectsTo: [agent.at('metrics')], startsAfter: [agent] },
    });
    const manifests = Manifests.of(stack);

    expect(manifests.at('Service/agent', 'spec.ports')).toMatchObject([{ name: 'metrics', port: 9100 }]);
    expect(manifests.container('DaemonSet/agent', 'lifecycle.preStop.sleep.seconds')).toBe(10);
    expect(manifests.pod('Deployment/mailer', 'initContainers.0.args')).toEqual(['tcp', 'agent:9100']);
    expect(agent.connections.accepted).toEqual(['mailer']);
  });

  test('takes all props together', () => {
    const stack = testStack();
    const queue = new Redis(stack, 'queue', { image: 'redis:7.4.5' });
    const all: Required<DaemonProps> = {
      image: 'agent:1',
      command: ['/agent'],
      args: ['--collect'],
      env: { MODE: 'fast' },
      files: { '/etc/agent.conf': 'a = 1' },
      emptyDirs: { '/tmp': Size.mebibytes(16) },
      user: 12345,
      exempt: { writableRoot: true, because: 'it writes beside its program' },
      resources: resources({ millicores: [50, 500], mebibytes: [64, 128] }),
      connectsTo: [queue],
      egress: ['internet'],
      startsAfter: [queue],
      ports: { metrics: 9100 },
      aliases: ['collector'],
      startup: Probe.fromTcpSocket(),
      readiness: Probe.fromHttpGet('/ready'),
      liveness: Probe.fromTcpSocket(),
      stopGracePeriod: Duration.seconds(20),
      hostname: 'agent-of-node',
      ...everySetting,
    };
    new Daemon(stack, 'agent', all);
    const manifests = Manifests.of(stack);

    expect(manifests.at('DaemonSet/agent', 'spec.template')).toMatchObject(everyField);
    expect(manifests.at('Service/collector', 'spec')).toEqual(manifests.at('Service/agent', 'spec'));
    expect(manifests.pod('DaemonSet/agent', 'terminationGracePeriodSeconds')).toBe(35);
    expect(manifests.container('DaemonSet/agent', 'readinessProbe.httpGet.port')).toBe(9100);
  });

  test('fails on a probe of a port that it does not have', () => {
    expect(
      () => new Daemon(testStack(), 'agent', { image: 'agent:1', liveness: Probe.fromTcpSocket() }),
    ).toThrow(
      `'liveness' of 'agent', which has no port, must be a command such as Probe.fromCommand(['test', '-f', '/tmp/alive']), got a probe of a port`,
    );
  });
});
