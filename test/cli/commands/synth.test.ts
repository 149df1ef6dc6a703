import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { synth } from '../../../cli/commands/synth';
import { openProject } from '../../../engine/stack/project';
import { ProjectStack } from '../../../engine/stack/project-stack';
import { projectFolder } from '../../support/project-folder';

const chart = (name: string, host: string): string => `import { Ingress, Stack, WebService } from 'slipway';
export class Chart extends Stack {
  constructor(scope, environment) {
    super(scope, '${name}', { environment });
    const to = new WebService(this, 'web', { image: 'web:1', port: 80 });
    new Ingress(this, 'ingress', { to, host: '${host}' });
  }
}`;

const folder = projectFolder({
  'slipway.config.ts': `import { defineProject, dev } from 'slipway';
const plain = () => ({ ...dev(), tls: 'none' });
export default defineProject({ environments: { dev: plain }, stacks: { shop: 'shop', blog: 'blog', news: 'news' } });`,
  'shop/chart.ts': chart('shop', 'www.localhost'),
  'blog/chart.ts': chart('blog', 'blog.localhost'),
  'news/chart.ts': chart('news', 'www.localhost'),
});

const start = process.cwd();
process.chdir(folder);
const project = openProject(join(folder, 'slipway.config.ts'));

afterAll(() => {
  process.chdir(start);
});

function written(out: string, ...names: readonly string[]) {
  const stacks = names.map((name) => new ProjectStack(project, name));
  return synth(project, stacks, { env: 'dev', typecheck: false, out: join(folder, out) });
}

describe('synth', () => {
  test('writes a file for each stack', async () => {
    await written('two', 'shop', 'blog');

    expect(readdirSync(join(folder, 'two')).sort()).toEqual(['blog.k8s.yaml', 'shop.k8s.yaml']);
  });

  test('writes nothing if two stacks have one host and path, and names both', async () => {
    await expect(written('three', 'shop', 'blog', 'news')).rejects.toThrow(
      "Ingress/ingress of 'news' has the same host and path as Ingress/ingress of 'shop': www.localhost/",
    );
    expect(existsSync(join(folder, 'three'))).toBe(false);
  });
});
