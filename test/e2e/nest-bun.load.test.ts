import { DeployedStack } from './deployed-stack';
import { installs } from './launches';
import { flatOut, lossDuring } from './load';
import { mostMemory } from './memory';
import { largestPhoto, picture, upload } from './nest-bun-photo';
import { complaints } from './pod';
import { rollOut } from './rollout';
import { Site } from './site';

const stack = new DeployedStack('nest-bun');
const site = new Site('nest-bun.localhost');

installs(stack);

describe('a hundred clients miss nothing', () => {
  test('while backend and frontend are rolled out at the same time', async () => {
    const requests = [{ method: 'GET' as const, path: '/api/products?limit=1' }];

    expect(await lossDuring(() => rollOut(stack, 'backend', 'frontend'), site, requests)).toEqual([]);
  });

  test.each([
    ['pages and photos', ['/', '/api/products', '/api/products/2/photo']],
    ['photos', ['/api/products/2/photo']],
  ])('nor does a container of memory, while they read %s', async (_, paths) => {
    await upload(site, 2, picture(largestPhoto));
    const requests = paths.map((path) => ({ method: 'GET' as const, path }));
    let most: Readonly<Record<string, number>> = {};
    const watch = async () => {
      most = await mostMemory(stack, 20);
    };

    expect(await lossDuring(watch, site, requests, flatOut)).toEqual([]);
    expect(most.backend).toBeLessThan(250);
    expect(most.frontend).toBeLessThan(120);
    expect(complaints(await stack.pods())).toEqual([]); // nor was one killed for memory and came back
  });
});

test('a further replica serves within 30 seconds, of frontend and backend at once', async () => {
  const deployments = ['backend', 'frontend'];

  const seconds = await Promise.all(
    deployments.map(async (deployment) => {
      const begin = Date.now();
      await stack.scale(deployment, 3);
      return (Date.now() - begin) / 1_000;
    }),
  ).finally(() => Promise.all(deployments.map((deployment) => stack.scale(deployment, 2))));

  expect(Math.max(...seconds)).toBeLessThanOrEqual(30);
});
