import { context } from './cluster';
import { slipway } from './command';
import { DeployedStack } from './deployed-stack';
import { installs } from './launches';
import { lossDuring } from './load';
import { rollOut } from './rollout';
import { Site } from './site';

const stack = new DeployedStack('go-next');
const site = new Site('go-next.localhost');

installs(stack);

describe('a hundred clients miss nothing', () => {
  const requests = [{ method: 'GET' as const, path: '/api/products?limit=1' }];

  test('while backend and frontend are rolled out at the same time', async () => {
    expect(await lossDuring(() => rollOut(stack, 'backend', 'frontend'), site, requests)).toEqual([]);
  });

  test('while the password of the database is changed', async () => {
    const psql = `PGPASSWORD="$1" psql -h 127.0.0.1 -U shop -d shop -Atc 'SELECT 1'`;
    const login = (value: string) => stack.kubectl('exec', 'postgres-0', '--', 'sh', '-c', psql, 'sh', value);
    const uid = (await stack.pod('postgres')).metadata.uid;
    const old = await password();
    const rotation = () => slipway('rotate', stack.name, '--context', context).then(() => undefined);
    expect(await lossDuring(rotation, site, requests)).toEqual([]);

    await expect(login(old)).rejects.toThrow('password authentication failed');
    expect((await login(await password())).stdout).toBe('1\n');
    expect((await stack.pod('postgres')).metadata.uid).toBe(uid);
    const pods = (await stack.pods()).map(({ metadata }) => metadata.uid);
    await stack.up();
    expect((await stack.pods()).map(({ metadata }) => metadata.uid)).toEqual(pods);
  });
});

async function password(): Promise<string> {
  const { stdout } = await stack.kubectl(
    'get',
    'secret',
    'postgres-app',
    '--output=jsonpath={.data.password}',
  );
  return Buffer.from(stdout, 'base64').toString();
}
