import { sourcesOf } from '../../../cli/logs/source';
import { describeStack } from '../../../cli/status/description';
import { stateOf } from '../../../cli/status/stack-state';
import { styler } from '../../../cli/terminal/style';
import { currentPods, podsOf, withMadeOf } from '../../../engine/health/ownership';
import { describeReadiness, readinessOf } from '../../../engine/health/readiness';
import { sortOut, type Workload } from '../../../engine/health/snapshot';
import { recording } from './recording';

function workload(kind: string, spec: object, status: object, generation = 1): Workload {
  return { apiVersion: 'apps/v1', kind, metadata: { name: 'app', generation }, spec, status };
}

const cluster = { instances: 3, imageName: 'postgres:16' };

const healthyCluster = {
  readyInstances: 3,
  phase: 'Cluster in healthy state',
  currentPrimary: 'db-1',
  targetPrimary: 'db-1',
  image: 'postgres:16',
};

describe('a workload', () => {
  test.each([
    [
      'Deployment',
      { replicas: 2 },
      { observedGeneration: 1, replicas: 2, updatedReplicas: 2, availableReplicas: 2 },
    ],
    [
      'StatefulSet',
      { replicas: 1 },
      {
        observedGeneration: 1,
        readyReplicas: 1,
        updatedReplicas: 1,
        currentRevision: 'a',
        updateRevision: 'b',
      },
    ],
    [
      'StatefulSet',
      { replicas: 1 },
      { observedGeneration: 1, readyReplicas: 1, currentRevision: 'a', updateRevision: 'a' },
    ],
    [
      'DaemonSet',
      {},
      { observedGeneration: 1, desiredNumberScheduled: 1, updatedNumberScheduled: 1, numberAvailable: 1 },
    ],
    ['Job', {}, { succeeded: 1 }],
    ['Cluster', cluster, healthyCluster],
  ])('%s is done: %j %j', (kind, spec, status) => {
    expect(readinessOf(workload(kind, spec, status)).done).toBe(true);
  });

  test.each([
    [
      'whose change the cluster has not seen',
      'Deployment',
      { replicas: 1 },
      { observedGeneration: 0, replicas: 1, updatedReplicas: 1, availableReplicas: 1 },
    ],
    [
      'with a pod of the old version left',
      'Deployment',
      { replicas: 1 },
      { observedGeneration: 1, replicas: 2, updatedReplicas: 1, availableReplicas: 2 },
    ],
    [
      'whose only ready pods are old',
      'Deployment',
      { replicas: 2 },
      { observedGeneration: 1, replicas: 2, updatedReplicas: 0, availableReplicas: 2 },
    ],
    [
      'whose only ready pod is old',
      'StatefulSet',
      { replicas: 1 },
      { observedGeneration: 1, readyReplicas: 1, currentRevision: 'a', updateRevision: 'b' },
    ],
    ['without a status', 'StatefulSet', { replicas: 1 }, {}],
    ['that has not succeeded', 'Job', {}, { failed: 1 }],
    ['that no operator has looked at', 'Cluster', cluster, {}],
    ['without a replica', 'Cluster', cluster, { ...healthyCluster, readyInstances: 2 }],
    ['that fails over', 'Cluster', cluster, { ...healthyCluster, phase: 'Failing over' }],
    ['whose primary is to be another', 'Cluster', cluster, { ...healthyCluster, targetPrimary: 'db-2' }],
    [
      'whose change the operator has not seen',
      'Cluster',
      cluster,
      { ...healthyCluster, image: 'postgres:15' },
    ],
  ])('%s is not done', (_, kind, spec, status) => {
    expect(readinessOf(workload(kind, spec, status)).done).toBe(false);
  });

  test('is described by its pods', () => {
    expect(
      describeReadiness(
        workload('Deployment', { replicas: 2 }, { updatedReplicas: 1, availableReplicas: 1 }),
      ),
    ).toBe('1/2 ready');
    expect(describeReadiness(workload('Job', {}, {}))).toBe('0/1 done');
  });
});

test('of a rollout only the new pods count', () => {
  const owned = (kind: string, name: string, uid: string, owner: string, annotations = {}) => ({
    apiVersion: 'v1',
    kind,
    metadata: {
      name,
      uid,
      annotations,
      ownerReferences: [{ apiVersion: 'v1', kind: '', name: '', uid: owner }],
    },
  });
  const revision = (number: number) => ({ 'deployment.kubernetes.io/revision': `${number}` });
  const deployment = { ...workload('Deployment', {}, {}), metadata: { name: 'app', uid: 'd' } };
  const snapshot = sortOut([
    deployment,
    owned('ReplicaSet', 'app-9', 'r9', 'd', revision(9)),
    owned('ReplicaSet', 'app-10', 'r10', 'd', revision(10)),
    owned('Pod', 'old', 'p1', 'r9'),
    owned('Pod', 'new', 'p2', 'r10'),
    owned('Pod', 'other', 'p3', 'x'),
  ]);

  expect(podsOf(deployment, snapshot).map(({ metadata }) => metadata.name)).toEqual(['old', 'new']);
  expect(currentPods(deployment, snapshot).map(({ metadata }) => metadata.name)).toEqual(['new']);
});

test('with a database that an operator runs go the Jobs that set it up', () => {
  const { workloads } = recording('cluster-image-pull');
  const named = workloads.filter(({ kind }) => kind === 'Cluster');
  const other = workload('Deployment', {}, {});

  expect(withMadeOf(named, [...workloads, other]).map(({ kind }) => kind)).toEqual(['Job', 'Cluster']);
});

describe('the status of a stack', () => {
  test('shows workloads, restarts and troubles', () => {
    const snapshot = recording('crash-loop');
    const lines = describeStack(snapshot, [], Date.parse('2026-11-21T11:28:00Z'));

    expect(lines[0]).toMatch(/^WORKLOAD +READY +RESTARTS +AGE +IMAGE$/);
    expect(lines[1]).toMatch(/^Deployment\/client +2\/2 +0 +\d+s +redis:7\.4\.5-alpine$/);
    expect(lines[2]).toMatch(/^Deployment\/web +0\/2 +4 +\d+s +redis:7\.4\.5-alpine$/);
    expect(lines.at(-1)).toMatch(
      /^Deployment\/web, pod\/web-\S+, web: CrashLoopBackOff ended with exit code 3, 2 restarts$/,
    );
    expect(stateOf(snapshot)).toBe('not ready');
  });

  test('is yellow where a workload is not ready, and bold at its heads', () => {
    const lines = describeStack(
      recording('crash-loop'),
      [],
      Date.parse('2026-11-21T11:28:00Z'),
      styler(true),
    );

    expect(lines.slice(0, 3).map((line) => line.split(' ')[0])).toEqual([
      '\u001b[1mWORKLOAD',
      'Deployment/client',
      '\u001b[33mDeployment/web',
    ]);
  });

  test('shows a database that an operator runs, and that it fails over', () => {
    const snapshot = recording('cluster-failing-over');
    const lines = describeStack(snapshot, [], Date.parse('2026-11-29T20:17:00Z'));

    expect(lines[1]).toMatch(/^Cluster\/postgres +2\/3 +0 +\S+ +ghcr\.io\/cloudnative-pg\/postgresql:15$/);
    expect(lines.at(-1)).toBe(
      'Cluster/postgres: NotHealthy Failing over: Failing over from postgres-1 to postgres-2',
    );
    expect(stateOf(snapshot)).toBe('not ready');
  });

  test('shows the volumes of a stopped stack', () => {
    const claim = {
      apiVersion: 'v1',
      kind: 'PersistentVolumeClaim',
      metadata: { name: 'data-db-0', creationTimestamp: '2026-11-21T10:00:00Z' },
      spec: { resources: { requests: { storage: '1Gi' } } },
      status: { phase: 'Bound' },
    };

    expect(describeStack(sortOut([]), [claim], Date.parse('2026-11-21T10:05:00Z'))).toEqual([
      'Nothing runs.',
      '',
      'VOLUME     SIZE  STATE  AGE',
      'data-db-0  1Gi   Bound  5m',
    ]);
    expect(stateOf(sortOut([]))).toBe('not launched');
  });
});

describe('the logs of a pod', () => {
  function pod(init: object[], main: object[]) {
    const status = { initContainerStatuses: init, containerStatuses: main };
    return { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'app-1', namespace: 'shop' }, status } as never;
  }
  const running = { name: 'app', restartCount: 0, state: { running: {} } };
  const finished = { name: 'wait-for-db', restartCount: 0, state: { terminated: { exitCode: 0 } } };

  test('leave out init containers that have succeeded', () => {
    expect(sourcesOf(pod([finished], [running]))).toMatchObject([{ container: 'app', prefix: 'app-1' }]);
  });

  test('name the container where there are several', () => {
    const exporter = { ...running, name: 'exporter' };

    expect(sourcesOf(pod([], [running, exporter])).map(({ prefix }) => prefix)).toEqual([
      'app-1 app',
      'app-1 exporter',
    ]);
  });

  test('leave out containers that have not started', () => {
    const waiting = { name: 'app', restartCount: 0, state: { waiting: { reason: 'PodInitializing' } } };
    const first = { ...finished, state: { running: {} } };

    expect(sourcesOf(pod([first], [waiting]))).toMatchObject([{ container: 'wait-for-db' }]);
  });
});
