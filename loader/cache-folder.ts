import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The nearest `node_modules`, in a folder or above it; undefined if there is none. */
export function nearestModules(folder: string): string | undefined {
  const modules = join(folder, 'node_modules');
  if (existsSync(modules)) return modules;
  return dirname(folder) === folder ? undefined : nearestModules(dirname(folder));
}

/** The cache folder of slipway in a `node_modules`. */
export function cacheFolder(modules: string): string {
  return join(modules, '.cache', 'slipway');
}
