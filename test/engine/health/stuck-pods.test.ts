import { type ContainerState, sortOut } from '../../../engine/health/snapshot';
import { stuckPods } from '../../../engine/health/stuck-pods';

function snapshot(revision: string, state: ContainerState, kind = 'StatefulSet') {
  return sortOut([
    {
      apiVersion: 'apps/v1',
      kind,
      metadata: { name: 'db', uid: 's', generation: 2 },
      spec: { replicas: 1 },
      status: { observedGeneration: 2, currentRevision: 'db-1', updateRevision: 'db-2' },
    } as never,
    {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: {
        name: 'db-0',
        labels: { 'controller-revision-hash': revision },
        ownerReferences: [{ kind, name: 'db', uid: 's' }],
      },
      status: { containerStatuses: [{ name: 'db', ready: false, restartCount: 0, image: '', state }] },
    } as never,
  ]);
}

const broken = { waiting: { reason: 'ImagePullBackOff' } };

describe('a pod of a StatefulSet', () => {
  test('is stuck if it is broken and of an earlier version', () => {
    expect(stuckPods(snapshot('db-1', broken)).map(({ metadata }) => metadata.name)).toEqual(['db-0']);
  });

  test.each([
    ['of the present version', snapshot('db-2', broken)],
    ['that is only not ready yet', snapshot('db-1', { running: {} })],
    ['of a Deployment, which replaces it by itself', snapshot('db-1', broken, 'Deployment')],
  ])('is not stuck: one %s', (_, snap) => {
    expect(stuckPods(snap)).toEqual([]);
  });
});
