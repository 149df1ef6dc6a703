import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectFolder } from '../../support/project-folder';

const bin = join(__dirname, '../../../bin/slipway.js');

const folder = projectFolder({
  'compose.yaml': `name: kiosk
services:
  counter:
    image: example/counter:1.0.0
    ports: ["8080:8080"]
    mac_address: 02:42:ac:11:00:01
`,
});

// An empty PATH: the import needs no Docker.
function slipway(...args: string[]) {
  return spawnSync(process.execPath, [bin, ...args], { cwd: folder, encoding: 'utf8', env: { PATH: '' } });
}

// Each starts a process of its own, which takes a while on a busy machine.
jest.setTimeout(120_000);

test('the process ends with 3 if it is strict, then writes a project, then has nothing to change', () => {
  const strict = slipway('import', 'compose.yaml', '--strict');
  expect(strict.stderr).toContain('1 value is refused');
  expect(strict.status).toBe(3);
  expect(existsSync(join(folder, 'apps'))).toBe(false);

  const first = slipway('import', 'compose.yaml');
  expect(first).toMatchObject({ status: 0, stderr: '' });
  expect(first.stdout).toContain('Wrote apps/kiosk/chart.ts\n');
  expect(readFileSync(join(folder, 'slipway.config.ts'), 'utf8')).toContain('kiosk: {');

  const second = slipway('import', 'compose.yaml');
  expect(second).toMatchObject({ status: 0, stderr: '' });
  expect(second.stdout).toMatch(/^Nothing changes\./);
});
