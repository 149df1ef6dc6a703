import { DeployedStack } from './deployed-stack';
import { drain, gatherOn } from './drain';
import { installs } from './launches';
import { type LoadRequest, lossDuring } from './load';
import { spareNode } from './node';
import { complaints } from './pod';
import { rollOut } from './rollout';
import { Site } from './site';

const stack = new DeployedStack('flask-nginx');
const site = new Site('flask-nginx.localhost');

installs(stack);

describe('a hundred clients miss nothing', () => {
  // Requests that write are the sharper half: a proxy may repeat the others behind the client's back.
  const requests: LoadRequest[] = [
    { method: 'GET', path: '/' },
    { method: 'GET', path: '/notes?limit=1' },
    {
      method: 'POST',
      path: '/notes',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ text: 'written under load' }),
    },
  ];

  test('while app and nginx are rolled out at the same time', async () => {
    expect(await lossDuring(() => rollOut(stack, 'app', 'nginx'), site, requests)).toEqual([]);
  });

  test('while the node is drained that carries all of app and nginx', async () => {
    const node = await spareNode();
    await gatherOn(node, stack, ['app', 'nginx']);

    expect(await lossDuring(() => drain(node), site, requests)).toEqual([]);

    for (const deployment of ['app', 'nginx']) await stack.settled(`deployment/${deployment}`);
    expect((await stack.pods()).map(({ spec }) => spec.nodeName)).not.toContain(node);
  });

  test('and after all of this no container has been restarted', async () => {
    expect(complaints(await stack.pods())).toEqual([]);
  });
});
