import { adviceOn, rootOf } from '../../../engine/health/advice';
import { containerTrouble } from '../../../engine/health/container-trouble';
import { Patience } from '../../../engine/health/patience';
import { alike, describeTrouble, warningsOf } from '../../../engine/health/report';
import { podTroubles, timeOf, type Trouble, troublesOf } from '../../../engine/health/trouble';
import { shop } from '../../support/shop';
import { recording } from './recording';

function trouble(name: string): Trouble {
  const root = rootOf(troublesOf(recording(name)));
  if (!root) throw new Error(`no trouble in ${name}`);
  return root;
}

describe('a stack in trouble', () => {
  test.each([
    [
      'image-pull',
      'Deployment/client',
      'ErrImagePull',
      'no such host',
      "The node can't reach the registry of redis:9.9.9-none",
    ],
    [
      'crash-loop',
      'Deployment/web',
      'CrashLoopBackOff',
      'ended with exit code 3, 2 restarts',
      "The container 'web' does not keep running",
    ],
    [
      'out-of-memory',
      'Deployment/web',
      'OOMKilled',
      'ended with exit code 137',
      'needs more memory than its limit',
    ],
    [
      'start-error',
      'Deployment/web',
      'StartError',
      '/no/such/program',
      "can't be started. Correct its command",
    ],
    [
      'absent-secret',
      'Deployment/web',
      'CreateContainerConfigError',
      'secret "absent" not found',
      'Create the Secret or ConfigMap',
    ],
    [
      'unschedulable',
      'Deployment/web',
      'Unschedulable',
      'Insufficient cpu',
      'No node has enough free memory or processor time',
    ],
    [
      'quota',
      'Deployment/client',
      'FailedCreate',
      'exceeded quota: stack',
      "Raise 'quota' in the environment",
    ],
    ['failed-job', 'Job/migrate-8d9f3e9b', 'JobFailed', 'backoff limit', 'it runs the Job again'],
    ['not-ready', 'Deployment/web', 'NotReady', 'runs, but is not ready', 'its readiness probe fails'],
    [
      'cluster-image-pull',
      'Job/postgres-1-initdb',
      'ErrImagePull',
      'no such host',
      "The node can't reach the registry of ghcr.io/cloudnative-pg/postgresql:15.99",
    ],
    [
      'cluster-failing-over',
      'Cluster/postgres',
      'NotHealthy',
      'Failing over from postgres-1 to postgres-2',
      "Check its status ('kubectl -n shop describe cluster/postgres')",
    ],
  ])('by %s is told the workload, the reason and the fix', (name, workload, reason, message, advice) => {
    const found = troublesOf(recording(name)).filter((each) => each.workload === workload);
    const [first] = found.filter((each) => each.reason === reason);

    expect(first?.message).toContain(message);
    expect(first && adviceOn(first, shop, 'staging')).toContain(advice);
  });

  test('by a volume that can not be mounted names the missing object, from an event', () => {
    const { pods, events, ...rest } = recording('absent-secret');
    const waiting = { state: { waiting: { reason: 'ContainerCreating' } } };
    const snapshot = {
      ...rest,
      pods: pods.map((pod) => ({
        ...pod,
        status: {
          ...pod.status,
          containerStatuses: pod.status?.containerStatuses?.map((each) => ({ ...each, ...waiting })),
        },
      })),
      events: pods.map(({ kind, metadata: { name, uid } }) => ({
        ...{ apiVersion: 'v1', kind: 'Event' as const, metadata: { name: 'e' }, type: 'Warning' },
        reason: 'FailedMount',
        message: 'MountVolume.SetUp failed for volume "theme" : configmap "theme" not found',
        involvedObject: { kind, name, uid },
      })),
    };

    const [found] = troublesOf(snapshot);

    expect(found).toMatchObject({ workload: 'Deployment/web', reason: 'FailedMount', patience: 20_000 });
    expect(found && adviceOn(found, shop, 'staging')).toContain('Create the Secret or ConfigMap');
    expect(troublesOf({ ...snapshot, events })).toEqual([]);
  });

  test('for want of room on the node of a shared volume is told what the pods share', () => {
    const message =
      "0/2 nodes are available: 1 Insufficient memory, 1 node(s) didn't match pod affinity rules.";
    const trouble = { reason: 'Unschedulable', message, patience: 0, workload: 'Deployment/web' };

    expect(adviceOn(trouble, shop, 'staging')).toMatch(/^Its pods share a volume .* 'sharedStorageClass'/);
  });

  test('is not by a container that the kubelet does not start before a Job has succeeded', () => {
    const message = `couldn't find key migrate-1a2b3c4d in ConfigMap shop/migrate-done`;
    const state = { waiting: { reason: 'CreateContainerConfigError', message } };
    const container = { image: 'slipway/wait:1.0.0', imageID: '', ready: false, restartCount: 0, state };
    const pod = (name: string) => {
      const status = { initContainerStatuses: [{ ...container, name }] };
      return { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'web-0' }, status };
    };

    expect(podTroubles(pod('wait-for-migrate') as never)).toEqual([
      { reason: 'WaitsFor', container: 'wait-for-migrate', message: 'migrate', patience: Infinity },
    ]);
    expect(podTroubles(pod('fill') as never)).toMatchObject([{ reason: 'CreateContainerConfigError' }]);
  });

  test('by a container that crashes again and again is reported while it runs, and permanent while it does not', () => {
    const crashed = { restartCount: 4, lastState: { terminated: { exitCode: 1 } } };
    const container = { name: 'worker', image: 'worker:1', imageID: '', ...crashed };
    const running = { ...container, ready: true, state: { running: {} } };
    const waiting = { ...container, ready: false, state: { waiting: { reason: 'CrashLoopBackOff' } } };

    expect(containerTrouble(running)).toMatchObject({ reason: 'CrashLoopBackOff', patience: Infinity });
    expect(containerTrouble(waiting)).toMatchObject({ reason: 'CrashLoopBackOff', patience: 0 });
  });

  test('by a program that does not exist is given up after half a minute', () => {
    expect(trouble('start-error').patience).toBe(30_000);
  });

  test('has no trouble with the workloads that are ready', () => {
    expect(troublesOf(recording('crash-loop')).map(({ workload }) => workload)).not.toContain(
      'Deployment/client',
    );
  });

  test.each([
    [{ 'app.kubernetes.io/name': 'web' }, "Raise 'resources' of the service in apps/shop/chart.ts"],
    [{ 'slipway.dev/backup': 'save' }, "Raise 'resources' of the Backups in apps/shop/chart.ts"],
  ])('for want of memory, of a pod with %j, is told whose resources to raise', (labels, advice) => {
    const pod = { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'p', labels } };
    const workload = 'Job/p';

    expect(
      adviceOn({ reason: 'OOMKilled', message: '', patience: 0, workload, pod }, shop, 'staging'),
    ).toContain(advice);
  });

  test('is reported once for all replicas', () => {
    const [group] = alike(troublesOf(recording('crash-loop')));

    expect(group?.others).toBe(1);
  });
});

describe('the report on a trouble', () => {
  const { events } = recording('crash-loop');
  const now = Math.max(...events.map(timeOf)) + 12_000;

  test('has state, events and log', () => {
    const text = describeTrouble(trouble('crash-loop'), 1, events, 'cannot read /etc/app.conf\n', now);

    expect(text).toMatch(
      /^Deployment\/web, pod\/web-\w+-\w+, container web \(and 1 more pod with the same problem\)\n {2}CrashLoopBackOff: /,
    );
    expect(text).toMatch(
      /\n {2}events:\n {4}BackOff: Back-off restarting failed container web .*\(\d+s ago, \d+ times\)/,
    );
    expect(text).toMatch(/\n {2}log of web:\n {4}cannot read \/etc\/app\.conf$/);
  });

  test('shows each warning once, the latest first', () => {
    const event = (message: string, second: number, type = 'Warning') => ({
      apiVersion: 'v1',
      kind: 'Event' as const,
      metadata: { name: 'e' },
      type,
      reason: 'BackOff',
      message,
      lastTimestamp: new Date(second * 1_000).toISOString(),
      involvedObject: { kind: 'Pod', name: 'p', uid: '1' },
    });
    const all = [event('old', 10), event('new', 20), event('old', 5), event('fine', 30, 'Normal')];

    expect(warningsOf('1', all, 40_000)).toEqual(['BackOff: new (20s ago)', 'BackOff: old (30s ago)']);
    expect(warningsOf('2', all, 40_000)).toEqual([]);
  });
});

describe('the root of several troubles', () => {
  const base = { workload: 'Deployment/app', message: '', patience: 0 };

  test('is not the pod that waits for another', () => {
    const troubles = ['WaitsFor', 'NotReady', 'CrashLoopBackOff'].map((reason) => ({ ...base, reason }));

    expect(rootOf(troubles)?.reason).toBe('CrashLoopBackOff');
    expect(rootOf(troubles.slice(0, 2))?.reason).toBe('NotReady');
    expect(rootOf(troublesOf(recording('cluster-image-pull')))?.reason).toBe('ErrImagePull');
    expect(rootOf([])).toBeUndefined();
  });
});

describe('patience', () => {
  const pull = { workload: 'Deployment/app', reason: 'ErrImagePull', message: '', patience: 30_000 };

  test('lasts as long as a trouble may', () => {
    const patience = new Patience();

    expect(patience.exhausted([pull], 0)).toEqual([]);
    expect(patience.exhausted([pull], 29_999)).toEqual([]);
    expect(patience.exhausted([pull], 30_000)).toEqual([pull]);
  });

  test('starts again after the trouble has passed', () => {
    const patience = new Patience();
    patience.exhausted([pull], 0);
    patience.exhausted([], 20_000);

    expect(patience.exhausted([pull], 40_000)).toEqual([]);
  });

  test('takes the two states of a pull that is tried again for one', () => {
    const patience = new Patience();
    patience.exhausted([pull], 0);

    expect(patience.exhausted([{ ...pull, reason: 'ImagePullBackOff' }], 30_000)).toHaveLength(1);
  });

  test('is endless where only the timeout decides', () => {
    expect(new Patience().exhausted([{ ...pull, patience: Infinity }], 1e12)).toEqual([]);
  });

  test.each([
    ['a crash that may pass', 'crash-loop', false],
    ['a failed Job', 'failed-job', true],
  ])('with %s', (_, name, over) => {
    expect(new Patience().exhausted(troublesOf(recording(name)), 0).length > 0).toBe(over);
  });
});
