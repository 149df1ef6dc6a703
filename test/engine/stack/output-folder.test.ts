import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeManifests } from '../../../engine/stack/output-folder';

let parent: string;
let dist: string;

beforeEach(() => {
  parent = mkdtempSync(join(tmpdir(), 'slipway-test-'));
  dist = join(parent, 'dist');
});

afterEach(() => {
  rmSync(parent, { recursive: true });
});

function contents(): Record<string, string> {
  return Object.fromEntries(readdirSync(dist).map((name) => [name, readFileSync(join(dist, name), 'utf8')]));
}

describe('writing manifests', () => {
  test('creates the folder, and leaves nothing else behind', () => {
    writeManifests(dist, { shop: 'a: 1\n' }, { keepOthers: false });

    expect(contents()).toEqual({ 'shop.k8s.yaml': 'a: 1\n' });
    expect(readdirSync(parent)).toEqual(['dist']);
  });

  test('replaces all that was there', () => {
    writeManifests(dist, { old: 'a: 1\n', shop: 'a: 1\n' }, { keepOthers: false });
    writeManifests(dist, { shop: 'a: 2\n' }, { keepOthers: false });

    expect(contents()).toEqual({ 'shop.k8s.yaml': 'a: 2\n' });
    expect(readdirSync(parent)).toEqual(['dist']);
  });

  test('keeps the manifests of other stacks on request', () => {
    writeManifests(dist, { blog: 'a: 1\n', shop: 'a: 1\n' }, { keepOthers: false });
    writeManifests(dist, { shop: 'a: 2\n' }, { keepOthers: true });

    expect(contents()).toEqual({ 'blog.k8s.yaml': 'a: 1\n', 'shop.k8s.yaml': 'a: 2\n' });
  });

  test('leaves the old folder untouched if a file in the middle fails', () => {
    writeManifests(dist, { shop: 'old\n' }, { keepOthers: false });

    // A folder that does not exist makes the second file fail after the first has been written.
    expect(() => {
      writeManifests(dist, { shop: 'new\n', 'no/such': 'x' }, { keepOthers: false });
    }).toThrow('ENOENT');
    expect(contents()).toEqual({ 'shop.k8s.yaml': 'old\n' });
    expect(readdirSync(parent)).toEqual(['dist']);
  });

  test('refuses a folder that holds other things, and touches nothing', () => {
    mkdirSync(dist);
    writeFileSync(join(dist, 'thesis.doc'), 'precious');

    expect(() => {
      writeManifests(dist, { shop: 'a: 1\n' }, { keepOthers: false });
    }).toThrow(`${dist} contains files that are not manifests (thesis.doc)`);
    expect(contents()).toEqual({ 'thesis.doc': 'precious' });
  });

  test('refuses a folder whose parent does not exist', () => {
    expect(() => {
      writeManifests(join(parent, 'no', 'dist'), {}, { keepOthers: false });
    }).toThrow(`there is no folder ${join(parent, 'no')}`);
  });
});
