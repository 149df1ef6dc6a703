import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ImportProject } from '../../support/import-project';

const compose = 'name: shop\nservices: { web: { image: "nginx:1.28.0", ports: ["8080:80"] } }\n';
let project: ImportProject;

beforeEach(async () => {
  project = new ImportProject(compose);
  await project.import();
});

afterEach(() => {
  project.remove();
});

/** The paths that differ, in the order in which an import writes them. */
function written(output: string): string[] {
  return [...output.matchAll(/^(?:Wrote|Deleted) (.*)$/gm)].map(([, path = '']) => path);
}

// A process that is ended while it renames files leaves the first of them new, and the others old.
describe('an import that was ended half-way', () => {
  test('is completed by the next one, wherever it was ended', async () => {
    project.edit('compose.yaml', 'nginx:1.28.0', 'nginx:1.29.1');
    project.edit('apps/shop/chart.ts', '    new slipway.Ingress', '    // mine\n    new slipway.Ingress');
    const before = project.files();
    const paths = written((await project.import('--write')).output);
    const after = project.files();

    expect(paths.at(-1)).toBe('apps/shop/.import.json');
    for (let count = 0; count <= paths.length; count++) {
      for (const [index, path] of paths.entries()) {
        const file = join(project.folder, path);
        const text = (index < count ? after : before)[file];
        if (text === undefined) rmSync(file, { force: true });
        else writeFileSync(file, text);
      }
      expect(await project.import('--write')).toMatchObject({ exitCode: 0 });
      expect(project.files()).toEqual(after);
    }
  });
});
