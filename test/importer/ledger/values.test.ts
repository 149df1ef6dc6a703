import { ledger } from '../../../importer/ledger/ledger';
import { writtenValues } from '../../../importer/ledger/values';
import { locate } from '../../../importer/locate/locate';
import { kindOnDisk } from '../../../importer/project/disk';
import { Project } from '../../../importer/project/project';
import { readText } from '../../support/compose-files';

async function valuesOf(text: string): Promise<Record<string, string>> {
  const model = await readText(text);
  const { leaves } = locate(model);
  const folder = (model.files[0] ?? '').replace(/\/[^/]*$/, '');
  return writtenValues(leaves, ledger(new Project(model, kindOnDisk), leaves), folder);
}

describe('the values of Compose files that may be kept in git', () => {
  test('are those that the files have', async () => {
    expect(
      await valuesOf('services: { web: { image: "nginx:1", environment: { LEVEL: info } } }'),
    ).toMatchObject({
      'services.web.image': 'nginx:1',
      'services.web.environment.LEVEL': 'info',
    });
  });

  test('have no secret, and nothing of a variable', async () => {
    const values = await valuesOf(`services:
  web:
    image: "nginx:\${TAG:-1.28.0}"
    environment: { API_TOKEN: xyzzy, URL: "https://me:xyzzy@example.com" }
    labels: { "app.password": xyzzy }
  db:
    image: postgres:16
    environment: { POSTGRES_PASSWORD: xyzzy }
    profiles: [none]
secrets: { key: { environment: XYZZY } }
`);

    expect(JSON.stringify(values)).not.toMatch(/xyzzy|1\.28/i);
  });

  test('start with ./ below the folder of the project', async () => {
    const values = await valuesOf('services: { web: { image: "nginx:1", volumes: ["./data:/data"] } }');

    expect(values['services.web.volumes[0].source']).toBe('./data');
  });
});
