import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { Failure } from '../../engine/base/failure';
import type { Imported } from '../../importer/imported';
import { LocalSecrets } from '../../lib';
import { formatSecretPath, localSecretsFile } from '../../lib/contract';
import { configNames } from '../../lib/project/config-file';
import { definitionIn, withStack } from './config';

/** Where the files of an import go. */
export interface Destination {
  /** The folder of the project, an absolute path. */
  readonly project: string;

  /** The folder of the stack, from the folder of the project. */
  readonly folder: string;

  /** The Compose file, from the folder of the project. */
  readonly compose: string;
}

/** A file to write. */
export interface Change {
  /** From the folder of the project. */
  readonly path: string;
  readonly text: string;
}

/** The definition of the stack in slipway.config.ts. */
export function definitionOf({ folder, compose }: Destination): string {
  return `{ folder: ${quoted(folder)}, compose: ${quoted(compose)} }`;
}

function quoted(text: string): string {
  return `'${text.replaceAll(/[\\']/g, '\\$&')}'`;
}

/**
 * The files of an import, and slipway.config.ts with the stack, if it exists.
 *
 * @throws Failure if a file is there already, if slipway.config.ts has the stack in another folder, or if it has no `stacks`
 */
export function changesOf(imported: Imported, destination: Destination): Change[] {
  const { project, folder } = destination;
  const files = Object.entries(imported.files).map(([path, text]) => ({ path: join(folder, path), text }));
  const present = files.find(({ path }) => existsSync(join(project, path)));
  if (present) {
    throw new Failure(
      `${present.path} is there already`,
      'Name another folder with --out, or delete the folder if nobody has changed its files.',
    );
  }
  return [...files, ...changedConfig(imported.stack, destination)];
}

/** The changed slipway.config.ts, in a list of none or one. */
function changedConfig(stack: string, destination: Destination): Change[] {
  const { project, folder } = destination;
  const path = configNames.find((name) => existsSync(join(project, name)));
  if (path === undefined) return [];
  const text = readFileSync(join(project, path), 'utf8');
  const known = definitionIn(text, stack);
  if (known?.includes(quoted(folder)) ?? false) return [];
  if (known !== undefined) {
    throw new Failure(
      `${path} has a stack '${stack}' already`,
      `Give the Compose file another name: 'name: ${stack}-2' in its first line.`,
    );
  }
  const key = /^[a-z]+$/.test(stack) ? stack : quoted(stack);
  const definition = definitionOf(destination);
  const changed = withStack(text, key, definition);
  if (changed !== undefined) return [{ path, text: changed }];
  throw new Failure(
    `${path} has no object 'stacks' to which the stack could be added`,
    `Add '${key}: ${definition}' to the stacks of the project.`,
  );
}

/**
 * Writes the files of an import, and keeps the values of its Secrets.
 *
 * @returns the paths of the files, from the folder of the project
 */
export function writeImported(
  { stack, secrets }: Imported,
  changes: readonly Change[],
  project: string,
): string[] {
  for (const { path, text } of changes) {
    mkdirSync(dirname(join(project, path)), { recursive: true });
    writeFileSync(join(project, path), text);
  }
  const store = new LocalSecrets(join(project, localSecretsFile));
  for (const { secret, key, value } of secrets)
    store.replace(formatSecretPath({ stack, secret, key }), value);
  return changes.map(({ path }) => path);
}

/** The path of a file from the folder of the project, with slashes. */
export function fromProject(project: string, file: string): string {
  return relative(project, file).split(sep).join('/') || '.';
}
