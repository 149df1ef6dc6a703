import { serving, withAutoscaler } from './autoscaler';
import { DeployedStack } from './deployed-stack';
import { installs } from './launches';
import { flatOut, lossDuring } from './load';
import { eventually } from './patience';
import { complaints } from './pod';
import { rollOut } from './rollout';
import { Site } from './site';

const stack = new DeployedStack('fastapi-mongo');
const site = new Site('fastapi-mongo.localhost');

installs(stack);

describe('a hundred clients miss nothing', () => {
  const requests = [{ method: 'GET' as const, path: '/api/products?limit=1' }];

  test('while the api is rolled out', async () => {
    expect(await lossDuring(() => rollOut(stack, 'api'), site, requests)).toEqual([]);
  });

  test('while a broken image is rolled out: it takes no pod down that serves', async () => {
    const before = (await stack.pods('api')).map(({ metadata }) => metadata.uid);
    const broken = async () => {
      await stack.kubectl('set', 'image', 'deployment/api', 'api=slipway/fastapi-mongo-api:0.0.0-broken');
      await expect(stack.kubectl('rollout', 'status', 'deployment/api', '--timeout=20s')).rejects.toThrow(
        'timed out',
      );
      const serve = (await stack.pods('api')).filter(({ metadata }) => before.includes(metadata.uid));
      expect(complaints(serve)).toEqual([]);
      expect(serve).toHaveLength(3);
    };

    try {
      expect(await lossDuring(broken, site, requests)).toEqual([]);
    } finally {
      await stack.kubectl('rollout', 'undo', 'deployment/api');
      await stack.settled('deployment/api');
    }
  });

  test('while they make the autoscaler of production add pods to the three', async () => {
    await withAutoscaler(stack, 'api', async () => {
      const grow = () =>
        eventually(async () => {
          expect(await serving(stack, 'api')).toBeGreaterThan(3);
        });

      expect(await lossDuring(grow, site, requests, flatOut)).toEqual([]);
    });
  });
});
