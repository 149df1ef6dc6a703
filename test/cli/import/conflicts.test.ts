import { ImportProject } from '../../support/import-project';

const compose = 'name: shop\nservices: { web: { image: "nginx:1.28.0", ports: ["8080:80"] } }\n';
const chart = 'apps/shop/chart.ts';
const copy = 'apps/shop/chart.ts.merged';
let project: ImportProject;

beforeEach(async () => {
  project = new ImportProject(compose);
  await project.import();
  project.edit(chart, 'nginx:1.28.0', 'nginx:1.28.0-alpine');
  project.edit('compose.yaml', 'nginx:1.28.0', 'nginx:1.29.1');
});

afterEach(() => {
  project.remove();
});

/** Solves the conflict in the copy by a line of one's own. */
function solve(): void {
  const text = project.read(copy).replace(/<{7}[^]*?>{7}.*\n/, "      image: 'nginx:1.29.1-alpine',\n");
  project.write(copy, text);
}

describe('a conflict', () => {
  test('is shown, and nothing is written', async () => {
    const before = project.files();
    const { exitCode, output, failure } = await project.import();

    expect(exitCode).toBe(5);
    expect(output).toContain("+<<<<<<< chart.ts\n       image: 'nginx:1.28.0-alpine',");
    expect(failure).toContain('change the same lines of apps/shop/chart.ts (1 place)');
    expect(project.files()).toEqual(before);
  });

  test('leaves every file as it is with --write, and a copy has both sides', async () => {
    const before = project.files();
    const { exitCode } = await project.import('--write');
    const { [`${project.folder}/${copy}`]: merged, ...after } = project.files();
    const record = `${project.folder}/apps/shop/.import.json`;

    expect(exitCode).toBe(5);
    expect({ ...after, [record]: before[record] }).toEqual(before);
    expect(merged).toContain(`<<<<<<< chart.ts
      image: 'nginx:1.28.0-alpine',
||||||| the last import
      image: 'nginx:1.28.0',
=======
      image: 'nginx:1.29.1',
>>>>>>> the new import
`);
  });

  test('that is solved in the copy: the copy takes the place of the file', async () => {
    await project.import('--write');
    solve();
    expect(await project.import()).toMatchObject({ exitCode: 4 });
    expect(await project.import('--write')).toMatchObject({ exitCode: 0 });

    expect(project.read(chart)).toContain("image: 'nginx:1.29.1-alpine'");
    expect(project.has(copy)).toBe(false);
    expect(project.read('apps/shop/.import.json')).not.toContain('conflicts');
    expect((await project.import()).output).toMatch(/^Nothing changes/);
  });

  test('that is solved, and then the Compose file changes at another place', async () => {
    await project.import('--write');
    solve();
    project.edit('compose.yaml', '8080:80"', '8080:80"], environment: { MODE: fast }, expose: ["80"');

    expect(await project.import('--write')).toMatchObject({ exitCode: 0 });
    expect(project.read(chart)).toContain("image: 'nginx:1.29.1-alpine'");
    expect(project.read(chart)).toContain("MODE: 'fast'");
  });

  test('that is solved, and then the Compose file changes the same line, is a conflict again', async () => {
    await project.import('--write');
    solve();
    project.edit('compose.yaml', 'nginx:1.29.1', 'nginx:1.29.2');

    expect(await project.import('--write')).toMatchObject({ exitCode: 5 });
    expect(project.read(copy)).toContain("<<<<<<< chart.ts\n      image: 'nginx:1.29.1-alpine',");
    expect(project.read(chart)).toContain("image: 'nginx:1.28.0-alpine'");
  });

  test('that is not solved yet is named by its line', async () => {
    await project.import('--write');
    const line = project.read(copy).split('\n').indexOf('<<<<<<< chart.ts') + 1;

    expect(await project.import('--write')).toMatchObject({
      exitCode: 5,
      failure: expect.stringContaining(`${copy}:${line} still has conflict markers`) as string,
    });
  });

  test('is merged anew if the copy is deleted', async () => {
    await project.import('--write');
    project.delete(copy);
    project.edit(chart, 'nginx:1.28.0-alpine', 'nginx:1.28.0');

    expect(await project.import('--write')).toMatchObject({ exitCode: 0 });
    expect(project.read(chart)).toContain("image: 'nginx:1.29.1'");
  });

  test('loses no edit that was made to the file after the copy', async () => {
    await project.import('--write');
    solve();
    project.edit(chart, 'port: 80,', 'port: 80, // later');

    expect(await project.import('--write')).toMatchObject({
      exitCode: 1,
      failure: expect.stringContaining('chart.ts has changed since') as string,
    });
    expect(project.read(chart)).toContain('// later');
  });

  test('replaces no file of the user with the name of the copy', async () => {
    project.write(copy, 'mine');

    expect(await project.import('--write')).toMatchObject({
      exitCode: 1,
      failure: expect.stringContaining(`${copy} is there already`) as string,
    });
    expect(project.read(copy)).toBe('mine');
  });
});
