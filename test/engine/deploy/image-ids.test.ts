import { imageIdOf, outdatedJobs, withImageIds, withLiveImageIds } from '../../../engine/deploy/image-ids';
import type { KubeObject } from '../../../engine/kube/kube-object';

function workload(kind: string, image = 'shop/app:1'): KubeObject & { spec: object } {
  const template = { metadata: { labels: { a: 'b' } }, spec: { containers: [{ name: 'app', image }] } };
  return { apiVersion: 'apps/v1', kind, metadata: { name: 'app' }, spec: { template } };
}

const first = new Map([['shop/app:1', 'sha256:1111111111112222']]);
const second = new Map([['shop/app:1', 'sha256:3333333333334444']]);

describe('the IDs of built images', () => {
  test('stand in the pod template, so that a new build is a rollout', () => {
    const [marked] = withImageIds([workload('Deployment')], first);

    expect(marked).toMatchObject({
      metadata: { name: 'app' },
      spec: {
        template: {
          metadata: { labels: { a: 'b' }, annotations: { 'slipway.dev/image-id': '111111111111' } },
        },
      },
    });
  });

  test('leave the given objects as they were', () => {
    const original = workload('Deployment');
    withImageIds([original], first);

    expect(original).toEqual(workload('Deployment'));
  });

  test('leave out workloads whose images were not built', () => {
    const redis = workload('Deployment', 'redis:7');

    expect(withImageIds([redis], first)).toEqual([redis]);
  });

  test('stand on a Job itself, whose pod template never changes', () => {
    const [job] = withImageIds([workload('Job')], first);

    expect(job?.metadata.annotations).toEqual({ 'slipway.dev/image-id': '111111111111' });
    expect(job).toMatchObject({ spec: workload('Job').spec });
  });

  test('stay as they are in the cluster where nothing was built', () => {
    const [again] = withLiveImageIds([workload('Deployment')], withImageIds([workload('Deployment')], first));

    expect(again && imageIdOf(again)).toBe('111111111111');
  });
});

describe('a Job in the cluster', () => {
  const wanted = withImageIds([workload('Job')], second);

  test('is outdated if its image was built again', () => {
    expect(outdatedJobs(withImageIds([workload('Job')], first), wanted)).toHaveLength(1);
  });

  test.each([
    ['ran this very build', withImageIds([workload('Job')], second)],
    ['was applied by hand', [workload('Job')]],
  ])('is kept if it %s', (_, live) => {
    expect(outdatedJobs(live, wanted)).toEqual([]);
  });
});
