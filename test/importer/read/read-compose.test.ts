import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Duration } from '../../../engine/base/duration';
import { readCompose } from '../../../importer/read/read-compose';
import { errorsOf, readFiles, readText, warningsOf } from '../../support/compose-files';

const web = 'services:\n  web:\n    image: web\n';

describe('readCompose', () => {
  test('gives what docker compose config prints, with each $ once', async () => {
    const { project } = await readText(`${web}    command: echo $$HOME\n    ports: ["80"]\n`);

    expect(project).toEqual({
      name: 'shop',
      networks: { default: { name: 'shop_default', ipam: {} } },
      services: {
        web: {
          command: ['echo', '$HOME'],
          entrypoint: null,
          image: 'web',
          networks: { default: null },
          ports: [{ mode: 'ingress', target: 80, protocol: 'tcp' }],
        },
      },
    });
  });

  describe('from the disk', () => {
    const folder = mkdtempSync(join(tmpdir(), 'slipway-read-'));
    writeFileSync(join(folder, 'compose.yaml'), web);
    writeFileSync(join(folder, 'compose.override.yaml'), 'services:\n  web:\n    hostname: over\n');
    afterAll(() => {
      rmSync(folder, { recursive: true });
    });

    test('finds the Compose file and its override in the folder', async () => {
      const model = await readCompose({ folder, env: {} });

      expect(model.files).toEqual([join(folder, 'compose.yaml'), join(folder, 'compose.override.yaml')]);
      expect(model.project).toMatchObject({ services: { web: { hostname: 'over' } } });
      expect(model.sources[join(folder, 'compose.yaml')]).toBe(web);
    });

    test('takes the files that COMPOSE_FILE names', async () => {
      const model = await readCompose({ folder, env: { COMPOSE_FILE: 'compose.yaml' } });

      expect(model.files).toEqual([join(folder, 'compose.yaml')]);
    });

    test('is told of a file that does not exist', async () => {
      const model = await readCompose({ folder, files: ['none.yaml'], env: {} });

      expect(model.project).toBeUndefined();
      expect(errorsOf(model)).toEqual([expect.stringContaining(join(folder, 'none.yaml'))]);
    });

    test('has an error for a folder without a Compose file', async () => {
      expect(errorsOf(await readCompose({ folder: '/', env: {} }))).toEqual([
        '- no configuration file provided: not found',
      ]);
    });
  });

  test('names the project as it is told', async () => {
    expect((await readText(web, { projectName: 'mine' })).project).toMatchObject({ name: 'mine' });
    expect((await readText(web, { env: { COMPOSE_PROJECT_NAME: 'env' } })).project).toMatchObject({
      name: 'env',
    });
    expect((await readText(`name: own\n${web}`)).project).toMatchObject({ name: 'own' });
  });

  test('starts paths from the project directory', async () => {
    const text = `${web}    volumes: ["./data:/data"]\n`;
    const volumes = [{ source: '/other/data', target: '/data' }];

    expect((await readText(text, { projectDirectory: '/other' })).project).toMatchObject({
      services: { web: { volumes } },
    });
  });

  test('keeps apart what no service uses', async () => {
    const { project, unused } = await readText(`${web}volumes:\n  old: {}\n`);

    expect(project).not.toHaveProperty('volumes');
    expect(unused).toEqual({ volumes: { old: { name: 'shop_old' } } });
  });

  test('keeps extensions at the top', async () => {
    const { project } = await readText(`x-owner: { name: me }\n${web}`);

    expect(project).toMatchObject({ 'x-owner': { name: 'me' } });
  });

  test('warns of the obsolete version', async () => {
    const [warning] = warningsOf(await readText(`version: '3'\n${web}`));

    expect(warning).toContain('/shop/compose.yaml: the attribute `version` is obsolete');
  });

  test('ends what takes too long', async () => {
    const model = await readText(web, { timeout: Duration.millis(1) });

    expect(errorsOf(model)).toEqual(['- reading took longer than 0.001 s']);
    expect(model.project).toBeUndefined();
  });

  test.each([
    [
      `${'['.repeat(5000)}${']'.repeat(5000)}`,
      /^- compose-go ended without an answer: RangeError: Maximum call stack/,
    ],
    ['['.repeat(20_000), /^compose\.yaml:4:\d+ .*exceeded max depth/],
  ])('refuses what is nested too deeply', async (value, message) => {
    expect(errorsOf(await readText(`${web}x-deep: ${value}\n`))).toEqual([expect.stringMatching(message)]);
  });

  test('reads aliases of aliases in a moment, or refuses them', async () => {
    const lines = ['x-0: &a0 [x, x, x, x, x, x, x, x, x]'];
    for (let n = 1; n <= 12; n++) lines.push(`x-${n}: &a${n} [${`*a${n - 1}, `.repeat(9)}]`);
    const model = await readText(`${lines.join('\n')}\n${web}`);

    expect(errorsOf(model)).toEqual([expect.stringMatching(/excessive aliasing|node visit limit|limit/)]);
  });

  test('tells the model after each of several files, if asked', async () => {
    const files = {
      'compose.yaml': `${web}    ports: ["80"]\n`,
      'b.yaml': 'services:\n  web:\n    image: two\n',
      'c.yaml': 'services:\n  web:\n    hostname: c\n',
    };
    const { steps } = await readFiles(files, { files: Object.keys(files), steps: true });

    expect(steps).toMatchObject([
      { services: { web: { image: 'web' } } },
      { services: { web: { image: 'two' } } },
      { services: { web: { image: 'two', hostname: 'c' } } },
    ]);
    expect(steps[1]).not.toMatchObject({ services: { web: { hostname: 'c' } } });
  });
});
