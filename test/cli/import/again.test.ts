import { ImportProject } from '../../support/import-project';

const compose = `name: shop
services:
  web:
    image: nginx:1.28.0
    ports: ["8080:80"]
    environment:
      LOG_LEVEL: info
      API_TOKEN: tok-aaaa
  db:
    image: postgres:16.10
    environment: { POSTGRES_PASSWORD: hunter2, POSTGRES_DB: shop }
    volumes: [data:/var/lib/postgresql/data]
volumes: { data: {} }
`;

const chart = 'apps/shop/chart.ts';
let project: ImportProject;

beforeEach(async () => {
  project = new ImportProject(compose);
  await project.import();
});

afterEach(() => {
  project.remove();
});

describe('a second import', () => {
  test('of an unchanged Compose file changes nothing, with and without --write', async () => {
    const before = project.files();

    expect(await project.import()).toMatchObject({
      exitCode: 0,
      output: expect.stringMatching(/^Nothing changes/) as string,
    });
    expect(await project.import('--write')).toMatchObject({ exitCode: 0 });
    expect(project.files()).toEqual(before);
  });

  test('of an unchanged Compose file leaves edits as they are', async () => {
    project.edit(chart, 'port: 80,', 'port: 80, // mine');
    const before = project.files();

    expect(await project.import('--write')).toMatchObject({ exitCode: 0 });
    expect(project.files()).toEqual(before);
  });

  test('shows values, lines and objects that change, and writes nothing', async () => {
    project.edit('compose.yaml', 'nginx:1.28.0', 'nginx:1.29.1');
    const before = project.files();
    const { exitCode, output } = await project.import();

    expect(exitCode).toBe(4);
    expect(output).toContain('~ services.web.image: nginx:1.28.0 → nginx:1.29.1  compose.yaml:4:12');
    expect(output).toContain("-      image: 'nginx:1.28.0',\n+      image: 'nginx:1.29.1',");
    expect(output).toContain('Objects of dev: 1 configured (Deployment/web)');
    expect(output).toContain(`Would write ${chart}`);
    expect(project.files()).toEqual(before);
  });

  test('keeps edits beside what the Compose file changes, and is done after that', async () => {
    project.edit('compose.yaml', 'nginx:1.28.0', 'nginx:1.29.1');
    project.edit(chart, 'LOG_LEVEL:', "MINE: 'yes',\n        LOG_LEVEL:");

    expect(await project.import('--write')).toMatchObject({ exitCode: 0 });
    expect(project.read(chart)).toContain("image: 'nginx:1.29.1'");
    expect(project.read(chart)).toContain("MINE: 'yes'");
    expect(project.read('apps/shop/report.json')).toContain('services.web.image');
    expect((await project.import()).output).toMatch(/^Nothing changes/);
  });

  test('adds a service and removes one', async () => {
    project.write('compose.yaml', compose.replace(/ {2}db:[^]*/, '  cache: { image: "memcached:1.6.39" }\n'));
    const { output } = await project.import('--write');

    expect(output).toContain('- services.db.image: postgres:16.10');
    expect(output).toContain('+ services.cache.image: memcached:1.6.39');
    expect(project.read(chart)).toContain("new slipway.WebService(this, 'cache'");
    expect(project.read(chart)).not.toContain('Postgres');
  });

  test('keeps the line ends of a file', async () => {
    project.write(chart, project.read(chart).replaceAll('\n', '\r\n'));
    project.edit('compose.yaml', 'nginx:1.28.0', 'nginx:1.29.1');

    expect(await project.import('--write')).toMatchObject({ exitCode: 0 });
    expect(project.read(chart)).toContain("image: 'nginx:1.29.1',\r\n");
    expect(project.read(chart)).not.toMatch(/(?<!\r)\n/);
  });

  test.each(['chart.ts', 'parity.ts', 'README.md'])('leaves %s deleted', async (name) => {
    project.delete(`apps/shop/${name}`);
    project.edit('compose.yaml', '8080:80', '8081:80');
    project.edit('compose.yaml', 'nginx:1.28.0', 'nginx:1.29.1');
    const { output } = await project.import('--write');

    expect(output).toContain(`! apps/shop/${name} stays deleted.`);
    expect(project.has(`apps/shop/${name}`)).toBe(false);
  });

  test('deletes a file that it no longer makes, unless it was edited', async () => {
    project.edit('compose.yaml', '    ports: ["8080:80"]\n', '');
    project.edit('apps/shop/parity.ts', 'import', '// mine\nimport');
    const before = project.read('apps/shop/parity.ts');
    const { output } = await project.import();
    expect(output).toContain('slipway no longer makes apps/shop/parity.ts. It stays, since it was edited.');

    project.write('apps/shop/parity.ts', before.replace('// mine\n', ''));
    expect((await project.import('--write')).output).toContain('Deleted apps/shop/parity.ts');
    expect(project.has('apps/shop/parity.ts')).toBe(false);
  });

  test('adds new secrets, keeps those that exist, and names the ones that differ', async () => {
    project.edit('compose.yaml', 'hunter2', 'hunter3');
    project.edit('compose.yaml', 'API_TOKEN: tok-aaaa', 'API_TOKEN: tok-aaaa\n      OTHER_TOKEN: tok-bbbb');
    const { output } = await project.import('--write');

    expect(output).toContain('the Compose file has differently: shop/db-app/password.');
    expect(JSON.parse(project.read('.slipway/secrets.json'))).toMatchObject({
      'shop/db-app/password': 'hunter2',
      'shop/web-credentials/OTHER_TOKEN': 'tok-bbbb',
    });
  });

  test('keeps no secret, and nothing of a variable, in the file that is committed', async () => {
    project.write('vars.env', 'WORD=xyzzy');
    project.edit('compose.yaml', 'LOG_LEVEL: info', 'LOG_LEVEL: info\n      WORD: $WORD');
    await project.import('--write', '--env-file', 'vars.env');
    const { values, reading } = JSON.parse(project.read('apps/shop/.import.json')) as {
      values: Record<string, string>;
      reading: { hashes: Record<string, string> };
    };

    expect(JSON.stringify(values)).not.toMatch(/hunter2|tok-aaaa|xyzzy/);
    expect(values['services.web.environment.LOG_LEVEL']).toBe('info');
    expect(Object.keys(reading.hashes)).toEqual(['compose.yaml']);
  });

  test('says that other options were given than the last time', async () => {
    project.write('more.yaml', 'services: { web: { image: "nginx:1.29.1" } }');

    expect((await project.import('-f', 'more.yaml')).output).toContain(
      '! The last import read compose.yaml, and this one compose.yaml -f more.yaml.',
    );
  });

  test('leaves slipway.config.ts as it is', async () => {
    project.edit('slipway.config.ts', 'export default', '// mine\nexport default');
    const before = project.read('slipway.config.ts');
    project.edit('compose.yaml', 'nginx:1.28.0', 'nginx:1.29.1');
    await project.import('--write');

    expect(project.read('slipway.config.ts')).toBe(before);
  });

  test('finds the folder of the stack in slipway.config.ts', async () => {
    project.edit('compose.yaml', 'name: shop', 'name: blog');
    await project.import('--out', 'charts/blog');
    project.edit('compose.yaml', 'nginx:1.28.0', 'nginx:1.29.1');

    expect((await project.import()).output).toContain('Would write charts/blog/chart.ts');
  });
});
