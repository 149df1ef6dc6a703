import { join } from 'node:path';
import { readFiles } from '../../../cli/compose-file/read';
import { type ImportedFile, importOfModel, portsOf } from '../../support/imports';
import { projectFolder } from '../../support/project-folder';

const folder = projectFolder({
  'compose.yaml': `name: workbench
services:
  prompt:
    image: example/prompt:1.0.0
    profiles: ["trace"]
    command: sleep infinity
  panel:
    image: example/panel:2.2.0
    profiles: ["trace", "manage"]
    ports: ["8600:8600"]
    depends_on: [memory]
  memory:
    image: redis:7.4.1
    profiles: ["manage"]
`,
});
const file = join(folder, 'compose.yaml');

async function importWith(...profiles: string[]): Promise<ImportedFile> {
  const { model } = await readFiles({ files: [file], profiles, envFiles: [] });
  return importOfModel(model);
}

describe('a file in which every service has a profile', () => {
  test('fails without one, and names them', async () => {
    await expect(importWith()).rejects.toMatchObject({
      exitCode: 1,
      message: 'no service is part of the project: each has a profile, and none is active',
      fix: 'Name one with --profile: manage, trace.',
    });
  });

  test('has the services of an active profile only', async () => {
    const { objects, chart } = await importWith('manage');

    expect(objects.names).toEqual(
      expect.arrayContaining(['Deployment/panel', 'StatefulSet/memory', 'Service/memory']),
    );
    expect(chart).not.toContain('prompt');
  });

  test('fails as Compose does if a service depends on one that is not active', async () => {
    await expect(importWith('trace')).rejects.toMatchObject({
      exitCode: 1,
      message: `Compose refuses ${file}`,
      detail: expect.stringMatching(/compose\.yaml:\d+:\d+ .*panel.*memory/) as string,
    });
  });

  test('has all services with both profiles', async () => {
    const { objects } = await importWith('manage', 'trace');

    expect(objects.names).toEqual(
      expect.arrayContaining(['Deployment/panel', 'Deployment/prompt', 'StatefulSet/memory']),
    );
    expect(objects.container('Deployment/prompt', 'args')).toEqual(['sleep', 'infinity']);
    expect(portsOf(objects.at('Service/memory', 'spec.ports'))).toEqual(['6379/TCP']);
  });
});
