import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { format } from '../../support/native-prettier';
import { projectFolder } from '../../support/project-folder';

const root = join(__dirname, '../../..');
const chart = 'apps/shop/chart.ts';
const folder = projectFolder({
  'compose.yaml': `name: shop
services:
  web:
    image: nginx:1.28.0
    ports: ["8080:80"]
    environment: { LOG_LEVEL: info }
`,
});

// Each starts a process of its own, which takes a while on a busy machine.
jest.setTimeout(120_000);

function slipway(...args: readonly string[]): { status: number | null; stdout: string; stderr: string } {
  const bin = join(root, 'bin/slipway.js');
  return spawnSync(process.execPath, [bin, 'import', 'compose.yaml', ...args], {
    cwd: folder,
    encoding: 'utf8',
  });
}

function read(path: string): string {
  return readFileSync(join(folder, path), 'utf8');
}

function edit(path: string, from: string, to: string): void {
  expect(read(path)).toContain(from);
  writeFileSync(join(folder, path), read(path).replace(from, to));
}

const style = { semi: false, tabWidth: 4 };

/** Formats the files of the stack, as a hook of git would. */
async function formatAll(): Promise<void> {
  const names = ['chart.ts', 'parity.ts', 'README.md', 'report.md', 'report.json', '.import.json'];
  for (const name of names) {
    const path = join(folder, 'apps/shop', name);
    writeFileSync(path, await format(readFileSync(path, 'utf8'), { ...style, filepath: path }));
  }
}

describe('the process of an import', () => {
  test('ends with 0, the first time and if nothing changes', () => {
    expect(slipway()).toMatchObject({ status: 0, stderr: '' });
    expect(slipway()).toMatchObject({
      status: 0,
      stdout: expect.stringMatching(/^Nothing changes/) as string,
    });
  });

  test('ends with 4 if it would change something', () => {
    edit('compose.yaml', 'nginx:1.28.0', 'nginx:1.29.1');

    expect(slipway()).toMatchObject({ status: 4, stdout: expect.stringContaining('with --write') as string });
  });

  test('merges into files that Prettier has formatted in another style', async () => {
    writeFileSync(join(folder, '.prettierrc'), JSON.stringify(style));
    await formatAll();

    expect(slipway('--write')).toMatchObject({ status: 0 });
    expect(read(chart)).toContain('            image: "nginx:1.29.1",\n');
    expect(read(chart)).not.toContain(';\n');
  });

  test('ends with 0 if nothing but the style of its files has changed', async () => {
    await formatAll();

    expect(slipway()).toMatchObject({
      status: 0,
      stdout: expect.stringMatching(/^Nothing changes/) as string,
    });
  });

  test('loads the files in TypeScript that the chart imports', () => {
    writeFileSync(join(folder, 'apps/shop/users.ts'), 'export const nginx: number = 101;\n');
    edit(chart, 'user: 101', 'user: nginx');
    edit(chart, 'import type', 'import { nginx } from "./users"\nimport type');
    edit('compose.yaml', 'LOG_LEVEL: info', 'LOG_LEVEL: debug');

    expect(slipway('--write')).toMatchObject({ status: 0 });
    expect(read(chart)).toContain('LOG_LEVEL: "debug"');
    expect(read(chart)).toContain('user: nginx');
  });

  test('ends with 1 if the merged chart throws, and names the line', () => {
    edit(chart, 'user: nginx', 'user: -nginx');
    edit('compose.yaml', 'LOG_LEVEL: debug', 'LOG_LEVEL: warn');
    const before = read(chart);
    const { status, stderr } = slipway('--write');
    const line = before.split('\n').findIndex((text) => text.includes('new slipway.WebService')) + 1;

    expect(status).toBe(1);
    expect(stderr).toContain(`The merged ${chart}:${line}:`);
    expect(stderr).toContain("got '-101'");
    expect(read(chart)).toBe(before);
  });

  test('ends with 5 on a conflict', () => {
    edit(chart, 'user: -nginx', 'user: nginx');
    edit(chart, 'LOG_LEVEL: "debug"', 'LOG_LEVEL: "trace"');
    const { status, stderr } = slipway('--write');

    expect(status).toBe(5);
    expect(stderr).toContain('Solve the conflicts in apps/shop/chart.ts.merged');
  });
});
