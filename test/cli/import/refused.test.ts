import { chmodSync, mkdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { ImportProject } from '../../support/import-project';

const compose = `name: shop
services:
  web:
    image: nginx:1.28.0
    ports: ["8080:80"]
    environment: { API_TOKEN: tok-aaaa }
`;

const chart = 'apps/shop/chart.ts';
let project: ImportProject;

beforeEach(() => {
  project = new ImportProject(compose);
});

afterEach(() => {
  project.remove();
});

/** Imports, and expects a failure after which all files are as before. */
async function refused(...options: readonly string[]): Promise<{ exitCode: number; failure: string }> {
  const before = project.files();
  const run = await project.import(...options);
  expect(run.exitCode).not.toBe(0);
  expect(project.files()).toEqual(before);
  return run;
}

describe('an import writes nothing', () => {
  test('into a folder with files that slipway did not import', async () => {
    project.write(chart, 'export {};\n');

    expect((await refused('--write')).failure).toContain(
      'apps/shop/chart.ts is there already, and slipway did not import it',
    );
  });

  test('if package.json of the new project is not valid', async () => {
    project.write('package.json', '{');

    expect((await refused()).failure).toContain('package.json is not valid JSON');
  });

  test('if a file can not be written', async () => {
    await project.import();
    project.edit('compose.yaml', 'nginx:1.28.0', 'nginx:1.29.1');
    project.edit('compose.yaml', 'API_TOKEN', 'OTHER_TOKEN');
    // A folder in the place of a file fails for root, too.
    project.delete('apps/shop/report.md');
    mkdirSync(join(project.folder, 'apps/shop/report.md'));
    const before = project.files();

    await expect(project.import('--write')).rejects.toThrow();
    expect(project.files()).toEqual(before);
  });

  test('if the store of secrets is damaged', async () => {
    await project.import();
    project.write('.slipway/secrets.json', '[');
    project.edit('compose.yaml', 'nginx:1.28.0', 'nginx:1.29.1');
    const before = project.files();

    await expect(project.import('--write')).rejects.toThrow('is not a JSON object');
    expect(project.files()).toEqual(before);
  });

  test('if somebody has changed the record', async () => {
    await project.import();
    project.edit('compose.yaml', 'nginx:1.28.0', 'nginx:1.29.1');
    project.edit('apps/shop/.import.json', 'port: 80,', 'port: 81,');

    expect((await refused('--write')).failure).toContain(
      'apps/shop/.import.json is not as slipway wrote it: a text has changed',
    );
  });

  test('if the folder has another stack', async () => {
    await project.import();
    project.edit('compose.yaml', 'name: shop', 'name: blog');

    expect((await refused('--write', '--out', 'apps/shop')).failure).toContain(
      "apps/shop has the stack 'shop', and the Compose file is the project 'blog'",
    );
  });

  test('if --strict refuses the file', async () => {
    await project.import();
    project.edit(
      'compose.yaml',
      'image: nginx:1.28.0',
      'image: nginx:1.29.1\n    mac_address: 02:42:ac:11:00:01',
    );

    expect(await refused('--write', '--strict')).toMatchObject({ exitCode: 3 });
  });
});

describe('a merged chart', () => {
  beforeEach(async () => {
    await project.import();
    project.edit('compose.yaml', 'nginx:1.28.0', 'nginx:1.29.1');
  });

  test('that does not parse is refused, with the place in the merged text', async () => {
    project.edit(chart, '    new slipway.Ingress', '    const = 1;\n    new slipway.Ingress');
    const { exitCode, failure } = await refused('--write');

    expect(exitCode).toBe(1);
    expect(failure).toMatch(/The merged apps\/shop\/chart\.ts:\d+:11\n[^]*> \d+ \| +const = 1;/);
    expect(failure).toContain('apps/shop/chart.ts fails after the merge');
  });

  test('that throws is refused', async () => {
    project.edit(chart, 'user: 101,', 'user: -1,');

    expect((await refused('--write')).failure).toMatch(
      /apps\/shop\/chart\.ts fails after the merge: .*got '-1'/,
    );
  });

  test('keeps the permissions of the file', async () => {
    chmodSync(join(project.folder, chart), 0o640);
    await project.import('--write');

    expect(statSync(join(project.folder, chart)).mode & 0o777).toBe(0o640);
  });
});
