import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { program } from '../../../cli/program';
import { openProject } from '../../../engine/stack/project';
import type { Manifest } from '../../support/manifests';
import { newFolder } from '../../support/project-folder';

const compose = `name: fair
services:
  stand:
    image: example/stand:1.2.0
    ports: ["8080:8080"]
    environment: { STAND_PASSWORD: Zuckerwatte-9 }
`;
const refused = `${compose}    ulimits: { nofile: 1024 }\n`;
const approximated = `${compose}    user: root\n`;
const config = `import { defineProject, dev } from 'slipway';
export default defineProject({
  environments: { dev },
  stacks: {
    shop: 'apps/shop',
  },
});
`;

const start = process.cwd();
let printed = '';

beforeEach(() => {
  printed = '';
  const keep = (text: string): void => {
    printed += `${text}\n`;
  };
  jest.spyOn(console, 'log').mockImplementation(keep);
  jest.spyOn(console, 'error').mockImplementation(keep);
});

afterEach(() => {
  process.chdir(start);
  jest.restoreAllMocks();
});

async function slipway(folder: string, ...args: string[]): Promise<void> {
  process.chdir(folder);
  const words = ['import', ...args];
  await (await program(words)).parseAsync(words, { from: 'user' });
}

/** The files of a folder with their texts. */
function textsIn(folder: string): Record<string, string> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((each) => each.isFile());
  return Object.fromEntries(
    files.map(({ parentPath, name }) => {
      const path = join(parentPath, name);
      return [path.slice(folder.length + 1), readFileSync(path, 'utf8')];
    }),
  );
}

/** Runs an import that fails, and checks that it has written nothing. */
async function fails(folder: string, ...args: string[]): Promise<unknown> {
  const before = textsIn(folder);
  const error: unknown = await slipway(folder, ...args).then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  expect(error).toBeDefined();
  expect(textsIn(folder)).toEqual(before);
  return error;
}

const stackFiles = [
  '.import.json',
  'README.md',
  'chart.ts',
  'parity.ts',
  'report.html',
  'report.json',
  'report.md',
];

/** Those that people write too. */
const ownFiles = ['README.md', 'chart.ts', 'parity.ts', 'report.json', 'report.md'];

describe('an import into a project', () => {
  test('writes the files of the stack, the config and the local secrets', async () => {
    const folder = newFolder({ 'compose.yaml': compose, 'slipway.config.ts': config });
    await slipway(folder, 'compose.yaml');

    expect(Object.keys(textsIn(folder)).sort()).toEqual([
      '.slipway/secrets.json',
      ...stackFiles.map((name) => `apps/fair/${name}`),
      'compose.yaml',
      'slipway.config.ts',
    ]);
    expect(textsIn(folder)['slipway.config.ts']).toContain(
      "    shop: 'apps/shop',\n    fair: { folder: 'apps/fair', compose: 'compose.yaml' },\n  },",
    );
    expect(JSON.parse(textsIn(folder)['.slipway/secrets.json'] ?? '')).toEqual({
      'fair/stand-credentials/STAND_PASSWORD': 'Zuckerwatte-9',
    });
    expect(printed).toContain('Wrote apps/fair/chart.ts\n');
    expect(printed).toMatch(/\d+ values: \d+ mapped/);
    expect(printed).toContain('npx slipway up fair');
  });

  test.each([
    ['with a drawing', 2, 1],
    ['without one if it has more than 80 connections', 10, 0],
  ])('writes report.html %s', async (_, count, drawings) => {
    const names = Array.from({ length: count }, (_, index) => `web${index}`);
    const services = names.map((name) => {
      const others = names.filter((other) => other !== name).map((other) => `http://${other}`);
      return `  ${name}: { image: example/${name}:1, expose: [80], environment: { OTHERS: '${others.join(' ')}' } }`;
    });
    const folder = newFolder({ 'compose.yaml': `name: fair\nservices:\n${services.join('\n')}\n` });
    await slipway(folder, 'compose.yaml');

    expect(textsIn(folder)['apps/fair/report.html']?.match(/<img /g) ?? []).toHaveLength(drawings);
  });

  test('writes no secret value but into the local secrets', async () => {
    const folder = newFolder({ 'compose.yaml': compose, 'slipway.config.ts': config });
    await slipway(folder, 'compose.yaml');
    const holders = Object.entries(textsIn(folder)).filter(([, text]) => text.includes('Zuckerwatte-9'));

    expect(holders.map(([path]) => path).sort()).toEqual(['.slipway/secrets.json', 'compose.yaml']);
  });

  test('can go to another folder, from a folder below', async () => {
    const folder = newFolder({ 'deploy/compose.yaml': compose, 'slipway.config.ts': config });
    await slipway(join(folder, 'deploy'), 'compose.yaml', '--out', '../stacks/fair');

    expect(existsSync(join(folder, 'stacks/fair/chart.ts'))).toBe(true);
    expect(textsIn(folder)['slipway.config.ts']).toContain(
      "fair: { folder: 'stacks/fair', compose: 'deploy/compose.yaml' },",
    );
  });

  test('is refused for another folder', async () => {
    const folder = newFolder({ 'compose.yaml': compose, 'slipway.config.ts': config });
    await slipway(folder, 'compose.yaml');

    expect(await fails(folder, 'compose.yaml', '--out', 'elsewhere')).toMatchObject({
      exitCode: 1,
      message: "slipway.config.ts has a stack 'fair' already",
    });
  });

  test.each(ownFiles)('replaces no %s that is there', async (name) => {
    const path = `apps/fair/${name}`;
    const folder = newFolder({ 'compose.yaml': compose, 'slipway.config.ts': config, [path]: 'mine' });

    expect(await fails(folder, 'compose.yaml')).toMatchObject({
      message: `${path} is there already, and slipway did not import it`,
    });
  });

  test('says what to add if the config has no object with stacks', async () => {
    const folder = newFolder({
      'compose.yaml': compose,
      'slipway.config.ts': config.replace(/stacks: \{[^}]*\}/, 'stacks: allStacks'),
    });

    expect(await fails(folder, 'compose.yaml')).toMatchObject({
      message: "slipway.config.ts has no object 'stacks' to which the stack could be added",
      fix: "Add 'fair: { folder: 'apps/fair', compose: 'compose.yaml' }' to the stacks of the project.",
    });
  });
});

describe('an import in a folder without a project', () => {
  test('creates one, which has the stack', async () => {
    const folder = newFolder({ 'compose.yaml': compose });
    await slipway(folder, 'compose.yaml');
    const files = Object.keys(textsIn(folder));

    expect(files).toEqual(expect.arrayContaining(['package.json', 'slipway.config.ts', 'tsconfig.json']));
    expect(files).toEqual(expect.arrayContaining(stackFiles.map((name) => `apps/fair/${name}`)));
    const project = openProject(join(folder, 'slipway.config.ts'));
    expect(project.stacks).toEqual(['fair']);
  });

  test('writes nothing if package.json is damaged', async () => {
    const folder = newFolder({ 'compose.yaml': compose, 'package.json': '{ "name": ' });

    expect(await fails(folder, 'compose.yaml')).toMatchObject({
      message: expect.stringContaining('package.json is not valid JSON') as string,
    });
  });

  test('writes nothing if a file of the stack is there', async () => {
    const folder = newFolder({ 'compose.yaml': compose, 'apps/fair/chart.ts': 'mine' });

    expect(await fails(folder, 'compose.yaml')).toMatchObject({
      message: 'apps/fair/chart.ts is there already, and slipway did not import it',
    });
  });
});

describe('an import as manifests', () => {
  test('writes them and the report, and no chart', async () => {
    const folder = newFolder({ 'compose.yaml': compose });
    await slipway(folder, 'compose.yaml', '--format', 'manifests', '--out', 'out');
    const texts = textsIn(join(folder, 'out'));
    const objects = parseAllDocuments(texts['fair.k8s.yaml'] ?? '').map((each) => each.toJS() as Manifest);

    expect(Object.keys(texts).sort()).toEqual(['fair.k8s.yaml', 'report.json']);
    expect(objects.map(({ kind, metadata }) => `${kind}/${metadata.name}`)).toEqual(
      expect.arrayContaining([
        'Namespace/fair',
        'Deployment/stand',
        'Service/stand',
        'Ingress/stand-ingress',
      ]),
    );
    expect(readdirSync(folder).sort()).toEqual(['compose.yaml', 'out']);
  });

  test('replaces none that are there', async () => {
    const folder = newFolder({ 'compose.yaml': compose, 'out/report.json': 'mine' });

    expect(await fails(folder, 'compose.yaml', '--format', 'manifests', '--out', 'out')).toMatchObject({
      message: 'out/report.json is there already',
    });
  });
});

describe('a strict import', () => {
  test('ends with 3 and the values that are refused, and writes nothing', async () => {
    const folder = newFolder({ 'compose.yaml': refused, 'slipway.config.ts': config });

    expect(await fails(folder, 'compose.yaml', '--strict')).toMatchObject({
      exitCode: 3,
      message: '1 value is refused',
      detail: 'compose.yaml:7:24 refused: services.stand.ulimits.nofile. Kubernetes has no ulimits.',
    });
  });

  test('takes what is only similar, unless it is told not to', async () => {
    const folder = newFolder({ 'compose.yaml': approximated, 'slipway.config.ts': config });

    expect(await fails(folder, 'compose.yaml', '--strict=approximated')).toMatchObject({ exitCode: 3 });
    await slipway(folder, 'compose.yaml', '--strict');
    expect(existsSync(join(folder, 'apps/fair/chart.ts'))).toBe(true);
  });
});

describe('an import that fails', () => {
  test.each([
    ['a file that is no Compose file', 'services: { a: { imge: b } }', { exitCode: 1 }],
    ['a file that is no YAML', 'services: [', { exitCode: 1 }],
    ['a file without an active service', 'services: { a: { image: b, profiles: [c] } }', { exitCode: 1 }],
  ])('writes nothing: %s', async (_, text, expected) => {
    const folder = newFolder({ 'compose.yaml': text });

    expect(await fails(folder, 'compose.yaml')).toMatchObject(expected);
  });

  test('writes nothing: a file that does not exist', async () => {
    const folder = newFolder({});
    mkdirSync(join(folder, 'empty'));

    expect(await fails(folder, 'none.yaml')).toMatchObject({
      exitCode: 2,
      message: 'there is no file none.yaml',
    });
  });
});

test('the warnings of Compose are printed', async () => {
  const folder = newFolder({});
  writeFileSync(join(folder, 'compose.yaml'), compose.replace('1.2.0', '1.2.0${SUFFIX}'));
  await slipway(folder, 'compose.yaml');

  expect(printed).toMatch(/^warning: .*SUFFIX/m);
});
