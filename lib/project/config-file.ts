import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Names of the file that defines a project; the first that is there counts. */
export const configNames: readonly string[] = ['ts', 'mts', 'cts', 'js', 'mjs', 'cjs'].map(
  (extension) => `slipway.config.${extension}`,
);

/** Path of the nearest project file, in `folder` or a folder above it; undefined if there is none. */
export function findConfig(folder: string): string | undefined {
  const found = configNames.map((name) => join(folder, name)).find((file) => existsSync(file));
  const above = dirname(folder);
  return found ?? (above === folder ? undefined : findConfig(above));
}
