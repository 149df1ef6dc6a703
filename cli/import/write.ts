import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { Failure } from '../../engine/base/failure';
import type { Imported } from '../../importer/imported';
import { LocalSecrets } from '../../lib';
import { formatSecretPath, localSecretsFile } from '../../lib/contract';
import { configNames } from '../../lib/project/config-file';
import { withStack } from './config';

/** Where the files of an import go. */
export interface Destination {
  /** The folder of the project, an absolute path. */
  readonly project: string;

  /** The folder of the stack, from the folder of the project. */
  readonly folder: string;

  /** The Compose file, from the folder of the project. */
  readonly compose: string;
}

/** The definition of the stack in slipway.config.ts. */
export function definitionOf({ folder, compose }: Destination): string {
  return `{ folder: '${folder}', compose: '${compose}' }`;
}

/**
 * Writes the files of an import, adds the stack to slipway.config.ts, and keeps the values of Secrets.
 *
 * @returns the paths of the files that were written, from the folder of the project
 * @throws Failure if a file is there already, or slipway.config.ts has no `stacks`. Nothing is written then
 */
export function writeImported(imported: Imported, destination: Destination): string[] {
  const { project, folder } = destination;
  const files = Object.entries(imported.files).map(([path, text]) => ({ path: join(folder, path), text }));
  const present = files.find(({ path }) => existsSync(join(project, path)));
  if (present) {
    throw new Failure(
      `${present.path} is there already`,
      'Name another folder with --out, or delete the folder if nobody has changed its files.',
    );
  }
  const config = changedConfig(imported.stack, destination);
  for (const { path, text } of [...files, ...config]) {
    mkdirSync(dirname(join(project, path)), { recursive: true });
    writeFileSync(join(project, path), text);
  }
  keepSecrets(imported, project);
  return [...files, ...config].map(({ path }) => path);
}

/** The changed slipway.config.ts, in a list of none or one. */
function changedConfig(
  stack: string,
  destination: Destination,
): { readonly path: string; readonly text: string }[] {
  const { project } = destination;
  const path = configNames.find((name) => existsSync(join(project, name)));
  if (path === undefined) return [];
  const text = readFileSync(join(project, path), 'utf8');
  const key = /^[a-z]+$/.test(stack) ? stack : `'${stack}'`;
  if (new RegExp(`['"]?\\b${stack}['"]?\\s*:`).test(text)) return [];
  const line = `${key}: ${definitionOf(destination)}`;
  const changed = withStack(text, line);
  if (changed !== undefined) return [{ path, text: changed }];
  throw new Failure(
    `${path} has no object 'stacks' to which the stack could be added`,
    `Add '${line}' to the stacks of the project.`,
  );
}

function keepSecrets({ stack, secrets }: Imported, project: string): void {
  const store = new LocalSecrets(join(project, localSecretsFile));
  for (const { secret, key, value } of secrets)
    store.replace(formatSecretPath({ stack, secret, key }), value);
}

/** The path of a file from the folder of the project. */
export function fromProject(project: string, file: string): string {
  return relative(project, file) || '.';
}
