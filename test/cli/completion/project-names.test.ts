import { spawnSync } from 'node:child_process';
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectFolder } from '../../support/project-folder';

// Each starts a process of its own, which takes a while on a busy machine.
jest.setTimeout(60_000);

const root = join(__dirname, '../../..');

const config = (stacks: string): string => `import { defineProject, dev } from 'slipway';
import { more } from './more';
export default defineProject({ environments: { dev: () => dev(), ...more }, stacks: { ${stacks} } });`;

const folder = projectFolder({
  'slipway.config.ts': config(`shop: 'shop'`),
  'more.ts': 'export const more = {};',
  'shop/chart.ts': `throw new Error('a chart was loaded');`,
  'shop/empty.txt': '',
});
mkdirSync(join(folder, 'node_modules'));
symlinkSync(root, join(folder, 'node_modules/slipway'));

function completed(...words: readonly string[]): string {
  const args = [join(root, 'bin/slipway.js'), 'complete', '--', ...words];
  const { stdout, stderr } = spawnSync(process.execPath, args, {
    cwd: join(folder, 'shop'),
    encoding: 'utf8',
  });
  return `${stdout}${stderr}`;
}

describe('completion in a project', () => {
  test('knows its stacks and environments from any of its folders, and loads no chart', () => {
    expect(completed('up', '')).toBe('shop\t\n');
    expect(completed('up', '--env', '')).toBe('dev\t\n');
  });

  test('sees when the project has changed, or a file that it imports', () => {
    writeFileSync(join(folder, 'slipway.config.ts'), config(`shop: 'shop', blog: 'blog'`));
    expect(completed('up', '')).toBe('shop\t\nblog\t\n');

    writeFileSync(join(folder, 'more.ts'), 'export const more = { staging: () => ({}) };');
    expect(completed('up', 'blog', '--env', '')).toBe('dev\t\nstaging\t\n');
  });
});
