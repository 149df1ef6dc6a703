import { mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readFiles, type Sources } from '../../../cli/compose-file/read';
import { explanationJson } from '../../../cli/explain/json';
import { Failure } from '../../../engine/base/failure';
import { ledger } from '../../../importer/ledger/ledger';
import { locate } from '../../../importer/locate/locate';
import { kindOnDisk } from '../../../importer/project/disk';
import { Project } from '../../../importer/project/project';
import { documentedJson } from '../../support/documented-json';

const start = process.cwd();
const folder = realpathSync(mkdtempSync(join(tmpdir(), 'slipway-explain-')));

beforeAll(() => {
  process.chdir(folder);
});

afterAll(() => {
  process.chdir(start);
  rmSync(folder, { recursive: true });
});

async function explained(text: string, { profiles = [], envFiles = [], files = [] }: Partial<Sources> = {}) {
  writeFileSync('compose.yaml', text);
  const { model, warnings } = await readFiles({ files: ['compose.yaml', ...files], profiles, envFiles });
  return { entries: ledger(new Project(model, kindOnDisk), locate(model).leaves, folder), warnings };
}

/** The failure of a Compose file. */
async function failureOf(text: string): Promise<Failure> {
  const failure = await explained(text).catch((error: unknown) => error);
  if (!(failure instanceof Failure)) throw new Error('it does not fail');
  return failure;
}

describe('explain', () => {
  test('reads several files, active profiles and a file of variables', async () => {
    writeFileSync('over.yaml', 'services: { web: { image: "web:$TAG" } }');
    writeFileSync('vars.env', 'TAG=1.2.0');
    const { entries } = await explained('services: { web: { image: a, profiles: [debug] } }', {
      files: ['over.yaml'],
      profiles: ['debug'],
      envFiles: ['vars.env'],
    });

    expect(entries.find(({ path }) => path === 'services.web.image')).toMatchObject({
      at: 'over.yaml:1:27',
      fate: 'mapped',
    });
  });

  test('has the JSON that the documentation shows', async () => {
    const { entries } = await explained(
      'services:\n  web:\n    image: example/web:1.4.2\n    ulimits: { nofile: 1024 }\n',
    );
    const ofWeb = entries.filter(({ path }) => path.startsWith('services.web.'));

    expect(explanationJson(ofWeb)).toEqual(documentedJson('explain'));
  });

  test('has the warnings of Compose', async () => {
    const { warnings } = await explained('services: { web: { image: "a:${TAG}" } }');

    expect(warnings.join()).toMatch(/^warning: .*TAG.* not set/);
  });

  test('fails with the words of Compose, and the place', async () => {
    const failure = await failureOf('services:\n  web:\n    image: a\n    prts: [80]\n');

    expect(failure.exitCode).toBe(1);
    expect(failure.message).toBe('Compose refuses compose.yaml');
    expect(failure.detail).toMatch(/^compose\.yaml:4:5 .*services\.web\.prts/);
    expect(failure.detail).toContain('> 4 |     prts: [80]\n    |     ^');
  });

  test('fails if all services have a profile that is not active', async () => {
    const failure = await failureOf('services: { web: { image: a, profiles: [b, a] } }');

    expect(failure.exitCode).toBe(1);
    expect(failure.fix).toBe('Name one with --profile: a, b.');
  });

  test('does not take a file that does not exist', async () => {
    await expect(explained('services: {}', { envFiles: ['none.env'] })).rejects.toMatchObject({
      exitCode: 2,
      message: 'there is no file none.env',
    });
  });
});
