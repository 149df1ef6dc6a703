import { readFileSync } from 'node:fs';
import { join, posix } from 'node:path';

/** Folders from the ground up; a file imports its own layer and lower ones. */
const layers = [
  ['imports'],
  ['lib/core'],
  ['lib/workload'],
  ['lib/data', 'lib/edge', 'lib/ops', 'lib/parity'],
  ['lib/compose'],
  ['lib/index'],
  ['apps'],
  ['main', 'cli'],
];

/** The imports in `source` that its place in the layers does not allow, a line each. */
export function upwardImports(file: string, source: string): string[] {
  return importsOf(source)
    .filter((target) => target.startsWith('.'))
    .map((target) => posix.join(posix.dirname(file), target))
    .map((target) => (target === 'lib' ? 'lib/index' : target))
    .filter((target) => !allowed(file, target))
    .map((target) => `${file} imports ${target}`);
}

/** As `upwardImports`, for a file of the project. */
export function upwardImportsOf(root: string, file: string): string[] {
  return upwardImports(file, readFileSync(join(root, file), 'utf8'));
}

function importsOf(source: string): string[] {
  return [...source.matchAll(/\b(?:from|import|require)\s*\(?\s*'([^']+)'/g)].map(
    ([, target = '']) => target,
  );
}

function allowed(file: string, target: string): boolean {
  if (target.startsWith('imports/') && !file.startsWith('lib/')) return false;
  if (file.startsWith('apps/') && target.startsWith('lib/') && target !== 'lib/index') return false;
  // Neighbours on one level do not know each other: data and edge can be used apart.
  if (layerOf(file) === layerOf(target))
    return folderOf(file) === folderOf(target) || layerOf(file) === layers.length - 1;
  return layerOf(file) > layerOf(target);
}

function layerOf(path: string): number {
  return layers.findIndex((folders) => folders.some((folder) => belongs(path, folder)));
}

function folderOf(path: string): string | undefined {
  return layers.flat().find((folder) => belongs(path, folder));
}

function belongs(path: string, folder: string): boolean {
  return path === folder || path.startsWith(`${folder}/`) || path === `${folder}.ts`;
}
