import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';

const folder = mkdtempSync(join(tmpdir(), 'slipway-test-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

const root = join(__dirname, '../..');

/** A folder below that of the project. */
const below = join(root, 'apps/flask-nginx');

// An empty PATH: no test may reach the tools, or a cluster, of the machine that it runs on.
function slipway(...args: string[]): { status: number | null; stdout: string; stderr: string } {
  const bin = join(root, 'bin/slipway.js');
  return spawnSync(process.execPath, [bin, ...args], { cwd: below, encoding: 'utf8', env: { PATH: '' } });
}

describe('the process', () => {
  // Each starts a process of its own, which takes a while on a busy machine.
  jest.setTimeout(60_000);

  test('ends with 2 on a name that does not exist, in one paragraph', () => {
    const { status, stderr } = slipway('up', 'wordpress');

    expect(stderr).toMatch(/^\nslipway: there is no stack 'wordpress'\. The stacks are .*\n$/);
    expect(status).toBe(2);
  });

  test('ends with 2 on an unknown option', () => {
    expect(slipway('up', '--tmeout', '5s').status).toBe(2);
  });

  test('ends with 1 where tools are missing, and names all of them', () => {
    const { status, stderr } = slipway('up', '--env', 'prod');

    expect(stderr).toContain('Docker is not installed; kind is not installed; kubectl is not installed.');
    expect(status).toBe(1);
  });

  test('prints a comparison that fails for programs, too, and ends with 2', () => {
    const { status, stdout, stderr } = slipway('diff', 'flask-nginx', '--skip-images', '--output', 'json');

    expect(JSON.parse(stdout)).toEqual({
      stack: 'flask-nginx',
      environment: 'dev',
      ok: false,
      exitCode: 2,
      message: 'kubectl is not installed',
      fix: 'Install kubectl: https://kubernetes.io/docs/tasks/tools/.',
    });
    expect(stderr).toContain('slipway: kubectl is not installed.');
    expect(status).toBe(2);
  });

  test('ends with 0 on help', () => {
    expect(slipway('--help').status).toBe(0);
  });

  test('writes to the folder that is named from where it is called, and prints the inventory', () => {
    const out = relative(below, join(folder, 'manifests'));
    const { status, stdout } = slipway('synth', 'flask-nginx', '--env', 'prod', '--out', out);

    expect(stdout).toContain('Deployment/app x3..10 slipway/flask-nginx-app:');
    expect(existsSync(join(folder, 'manifests/flask-nginx.k8s.yaml'))).toBe(true);
    expect(status).toBe(0);
  });
});
