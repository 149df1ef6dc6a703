import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The `node_modules` of a folder, or of the nearest one above it that has one; undefined where none has. */
export function nearestModules(folder: string): string | undefined {
  const modules = join(folder, 'node_modules');
  if (existsSync(modules)) return modules;
  return dirname(folder) === folder ? undefined : nearestModules(dirname(folder));
}

/** Folder of a `node_modules` for what slipway can make again. */
export function cacheFolder(modules: string): string {
  return join(modules, '.cache', 'slipway');
}
