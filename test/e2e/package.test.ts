import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { InstalledPackage } from '../support/installed-package';
import { context, kubectl } from './cluster';
import { type Printed, run } from './command';
import { DeployedStack } from './deployed-stack';
import { Site } from './site';
import { versions } from './versions';

const stack = 'slipway-package';

describe('the package, installed in an empty folder', () => {
  const folder = mkdtempSync(join(tmpdir(), 'slipway-e2e-'));
  const installed = new InstalledPackage(folder);
  const node = (...args: readonly string[]): Promise<Printed> =>
    run('env', ['NODE_PRESERVE_SYMLINKS=1', 'node', ...args], '', folder);
  const slipway = (...args: readonly string[]): Promise<Printed> =>
    node('node_modules/slipway/bin/slipway.js', ...args, '--context', context);

  beforeAll(async () => {
    installed.slipway('init', stack);
    await slipway('up');
  }, 600_000);

  afterAll(async () => {
    await kubectl('delete', 'namespace', stack, '--ignore-not-found', '--wait=false');
    rmSync(folder, { recursive: true });
  });

  test('brings up its first chart, which answers', async () => {
    expect((await new Site(`${stack}.localhost`).ask('/')).text).toContain('nginx');
  });

  test('finds nothing that a second launch would change', async () => {
    expect((await slipway('diff')).stdout).toContain(`up would change nothing of '${stack}'`);
  });

  test('shows what runs', async () => {
    expect((await slipway('status', stack)).stdout).toMatch(/Deployment\/web +2\/2/);
  });

  test('tells programs the same', async () => {
    const json = async (...args: readonly string[]): Promise<unknown> =>
      JSON.parse((await slipway(...args, '--output', 'json')).stdout);
    const web = { kind: 'Deployment', name: 'web' };

    expect(await json('diff')).toMatchObject({
      ok: true,
      changed: false,
      objects: expect.arrayContaining([
        { ...web, apiVersion: 'apps/v1', namespace: stack, action: 'unchanged' },
      ]) as unknown,
    });
    expect(await json('status', stack)).toMatchObject({
      ready: true,
      stacks: [
        {
          stack,
          state: 'ready',
          workloads: expect.arrayContaining([expect.objectContaining({ ...web, ready: 2 })]) as unknown,
        },
      ],
    });
  });

  test('has an address for the browser', async () => {
    expect((await slipway('open', stack, '--print')).stdout).toContain(`://${stack}.localhost`);
  });

  describe('npx cdk8s synth && kubectl apply -f dist/', () => {
    const objects = () => versions(new DeployedStack(stack));
    const apply = async (): Promise<Printed> => {
      await node('node_modules/cdk8s-cli/bin/cdk8s', 'synth', '--check-upgrade=false');
      return run('kubectl', ['--context', context, 'apply', '-f', 'dist/'], '', folder);
    };

    test('replaces no pod after slipway up, and warns of nothing', async () => {
      const before = podsOf(await objects());

      expect((await apply()).stderr).toBe('');
      expect(await objects()).toMatchObject(before);
    });

    test('launches the stack where there is nothing of it, a second time changes nothing, and slipway up takes it over', async () => {
      await kubectl('delete', 'namespace', stack, '--timeout=240s');

      expect((await apply()).stderr).toBe('');
      await new DeployedStack(stack).settled('deployment/web');
      expect((await new Site(`${stack}.localhost`).ask('/')).text).toContain('nginx');

      const before = await objects();
      expect((await apply()).stderr).toBe('');
      expect(await objects()).toEqual(before);
      await slipway('up');
      expect(await objects()).toMatchObject(podsOf(before));
      expect((await slipway('diff')).stdout).toContain(`up would change nothing of '${stack}'`);
    });
  });

  test('backs the database up, and restores it', async () => {
    await slipway('backup', stack);
    const { stdout } = await slipway('restore', stack, '--from', 'latest', '--yes');

    expect(stdout).toContain(`${stack} has the data of postgres-`);
  });

  test('is stopped, and keeps its data', async () => {
    expect((await slipway('down', stack)).stdout).toContain(`Kept the data of '${stack}'`);
  });
});

function podsOf(objects: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(objects).filter(([name]) => name.startsWith('Pod/')));
}
