import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { InstalledPackage } from '../support/installed-package';
import { context, kubectl } from './cluster';
import { type Printed, run } from './command';
import { DeployedStack } from './deployed-stack';
import { Site } from './site';

const name = 'slipway-import';

describe('a Compose file, imported into an empty folder', () => {
  const folder = mkdtempSync(join(tmpdir(), 'slipway-e2e-'));
  const stack = new DeployedStack(name);
  const slipway = (...args: readonly string[]): Promise<Printed> =>
    run(
      'env',
      ['NODE_PRESERVE_SYMLINKS=1', 'node', 'node_modules/slipway/bin/slipway.js', ...args],
      '',
      folder,
    );

  beforeAll(async () => {
    cpSync(join(__dirname, 'import'), folder, { recursive: true });
    const installed = new InstalledPackage(folder);
    installed.slipway('import', 'compose.yaml');
    await slipway('up', '--context', context, '--timeout', '8m');
  }, 900_000);

  afterAll(async () => {
    await kubectl('delete', 'namespace', name, '--ignore-not-found', '--wait=false');
    rmSync(folder, { recursive: true });
  });

  test('serves the page that it mounts', async () => {
    expect((await new Site(`${name}.localhost`).ask('/')).text).toContain('Made of a Compose file');
  });

  test('has run its one-shot service, with the password of the Compose file', async () => {
    const query = ['psql', '-tA', '-U', 'shop', '-h', '127.0.0.1', '-c', 'SELECT visits FROM visits'];
    const { stdout } = await stack.kubectl('exec', 'db-0', '--', 'env', 'PGPASSWORD=s3cret-value', ...query);

    expect(stdout.trim()).toBe('42');
  });

  test('writes the password into no file but the local secrets', () => {
    const written = ['chart.ts', 'README.md', 'report.md', 'report.json', '.import.json'];

    for (const file of written)
      expect(readFileSync(join(folder, 'apps', name, file), 'utf8')).not.toContain('s3cret-value');
  });

  test('finds nothing that a second launch or a second import would change', async () => {
    expect((await slipway('diff', '--context', context)).stdout).toContain(
      `up would change nothing of '${name}'`,
    );
    expect((await slipway('import', 'compose.yaml')).stdout).toContain('Nothing changes');
  });

  test('answers as it does with Docker Compose', async () => {
    const { stdout } = await slipway('parity', '--context', context);

    expect(stdout).toMatch(/facts are the same under Compose and on Kubernetes/);
  }, 600_000);
});
