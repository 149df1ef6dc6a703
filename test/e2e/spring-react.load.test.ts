import { DeployedStack } from './deployed-stack';
import { installs } from './launches';
import { type LoadRequest, lossDuring } from './load';
import { rollOut } from './rollout';
import { Site } from './site';
import { signedIn } from './spring-react-account';

const stack = new DeployedStack('spring-react');
const site = new Site('spring-react.localhost');

installs(stack);

describe('below the limits of requests, nobody misses anything', () => {
  test('while backend, nginx and frontend are rolled out at the same time', async () => {
    const { headers } = await signedIn('lima', stack, site);
    const requests: LoadRequest[] = [
      { method: 'GET', path: '/' },
      { method: 'GET', path: '/api/v1/clients?limit=1', headers },
    ];

    const rollOuts = () => rollOut(stack, 'backend', 'nginx', 'frontend');
    const loss = await lossDuring(rollOuts, site, requests, {
      clients: 4,
      perSecond: 12, // half of them for the API, which gives each client 10
    });

    expect(loss).toEqual([]);
  });
});
