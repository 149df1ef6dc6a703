import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { imageLock, WebService, writeImageLock } from '../../../lib';
import project from '../../../slipway.config';
import { Manifests } from '../../support/manifests';
import { walk } from '../../support/path';
import { testProd, testStack } from '../../support/stack';
import { manifestsOf } from '../../support/stacks';

const digest = `sha256:${'a'.repeat(64)}`;

function imagesOf(manifests: Manifests): string[] {
  return manifests.all.flatMap((object) =>
    [...walk(object)]
      .filter(({ path, value }) => /\.(image|imageName)$/.test(path) && typeof value === 'string')
      .map(({ value }) => value as string),
  );
}

describe.each(project.stacks)('%s with a lock', (stack) => {
  const images = imagesOf(manifestsOf(stack, testProd));
  const lock = Object.fromEntries(images.map((image) => [image, `registry.example.com/${image}@${digest}`]));

  test('runs the images of the lock, and no others', () => {
    const pinned = imagesOf(manifestsOf(stack, { ...testProd, images: lock }));

    expect(pinned.length).toBe(images.length);
    expect(pinned.filter((image) => !image.endsWith(`@${digest}`))).toEqual([]);
  });

  test.each([...new Set(images)])("can't be synthesized without %s in it", (image) => {
    const { [image]: gone, ...others } = lock;

    expect(gone).toBeDefined();
    expect(() => manifestsOf(stack, { ...testProd, images: others })).toThrow(
      `'image' must be in the image lock, got '${image}'; 'npx slipway pin' adds it`,
    );
  });
});

test('without a lock, images are those of the chart', () => {
  const stack = testStack(testProd);
  new WebService(stack, 'web', { image: 'web:1', port: 80 });

  expect(Manifests.of(stack).container('Deployment/web', 'image')).toBe('web:1');
});

describe('the lock file', () => {
  const folder = mkdtempSync(join(tmpdir(), 'slipway-'));
  const file = join(folder, 'images.lock.json');
  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  test('is the lock', () => {
    writeFileSync(file, JSON.stringify({ 'web:1': `web:1@${digest}` }));

    expect(imageLock(file)).toEqual({ 'web:1': `web:1@${digest}` });
  });

  test('is written sorted, and read back', () => {
    const images = { 'web:1': `web:1@${digest}`, 'api:1': `api:1@${digest}` };
    writeImageLock(file, images);

    expect(readFileSync(file, 'utf8').indexOf('api:1')).toBeLessThan(
      readFileSync(file, 'utf8').indexOf('web:1'),
    );
    expect(imageLock(file)).toEqual(images);
    expect(readdirSync(folder)).toEqual(['images.lock.json']);
  });

  test('need not be there', () => {
    expect(imageLock(join(folder, 'none.json'))).toBeUndefined();
  });

  test.each([
    ['{ "web:1": ', 'is not a JSON object: restore it from git'],
    ['null', 'is not a JSON object'],
    ['[]', 'is not a JSON object'],
    ['{ "web:1": "web:1" }', "'web:1' must have a digest such as 'redis:7.4.5@sha256:…', got 'web:1'"],
  ])('%s is refused', (text, message) => {
    writeFileSync(file, text);

    expect(() => imageLock(file)).toThrow(message);
  });
});
