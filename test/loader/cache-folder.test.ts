import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { cacheFolder, nearestModules } from '../../loader/cache-folder';

const root = mkdtempSync(join(tmpdir(), 'slipway-test-'));
afterAll(() => {
  rmSync(root, { recursive: true });
});

describe('the folder of the cache', () => {
  test('is in the node_modules of a folder above, as of a workspace, unless the project has its own', () => {
    const [shop, blog] = [join(root, 'packages/shop'), join(root, 'packages/blog')];
    mkdirSync(join(root, 'node_modules'));
    mkdirSync(shop, { recursive: true });
    mkdirSync(join(blog, 'node_modules'), { recursive: true });

    expect(nearestModules(shop)).toBe(join(root, 'node_modules'));
    expect(nearestModules(blog)).toBe(join(blog, 'node_modules'));
    expect(cacheFolder(join(root, 'node_modules'))).toBe(join(root, 'node_modules/.cache/slipway'));
  });

  test('is nowhere without one', () => {
    expect(nearestModules('/no/project')).toBeUndefined();
  });
});
