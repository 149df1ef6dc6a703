import { existsSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { Failure } from '../../engine/base/failure';
import type { Imported } from '../../importer/imported';
import { LocalSecrets } from '../../lib';
import { formatSecretPath, localSecretsFile } from '../../lib/contract';
import { configNames } from '../../lib/project/config-file';
import { definitionIn, folderIn, withStack } from './config';
import { type ImportRecord, recordName, recordText } from './record';
import { writeAll } from './write-all';

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
  return `{ folder: ${quoted(folder)}, compose: ${quoted(compose)} }`;
}

function quoted(text: string): string {
  return `'${text.replaceAll(/[\\']/g, '\\$&')}'`;
}

/** A file of the project that an import changes. */
export interface ProjectFile {
  /** Path from the folder of the project. */
  readonly path: string;
  readonly text: string;
}

/**
 * Writes the files of a first import, adds the stack to slipway.config.ts, and keeps the values of Secrets: all, or nothing.
 *
 * @param record what the next import is told
 * @param newProject the files of the project itself, if there is none yet
 * @returns the paths of the files that were written, from the folder of the project
 * @throws Failure if a file is there already, if slipway.config.ts has the stack in another folder, or if it has no `stacks`. Nothing
 *   is written then
 */
export function writeImported(
  imported: Imported,
  destination: Destination,
  record: ImportRecord,
  newProject: readonly ProjectFile[],
): string[] {
  const { project, folder } = destination;
  const files = Object.entries(imported.files).map(([path, text]) => ({ path: join(folder, path), text }));
  const present = files.find(({ path }) => existsSync(join(project, path)));
  if (present) {
    throw new Failure(
      `${present.path} is there already, and slipway did not import it`,
      'Name another folder with --out, or delete the folder if nobody has changed its files.',
    );
  }
  checkName(imported.stack, destination);
  const kept = { path: join(folder, recordName), text: recordText(record) };
  const all = [...files, kept, ...changedConfig(imported.stack, destination), ...newProject];
  writeAll(
    all.map(({ path, text }) => ({ path: join(project, path), text })),
    () => {
      addSecrets(imported, project);
    },
  );
  return all.map(({ path }) => path);
}

/** @throws Failure if slipway.config.ts has a stack of this name in another folder */
function checkName(stack: string, { project, folder }: Destination): void {
  const { path, text } = configIn(project) ?? { path: '', text: '' };
  if (definitionIn(text, stack) === undefined || folderIn(text, stack) === folder) return;
  throw new Failure(
    `${path} has a stack '${stack}' already`,
    `Give the Compose file another name: 'name: ${stack}-2' in its first line.`,
  );
}

/**
 * The changed slipway.config.ts, in a list of none or one: it stays as it is if it has the stack.
 *
 * @throws Failure if it has no `stacks`
 */
export function changedConfig(stack: string, destination: Destination): ProjectFile[] {
  const config = configIn(destination.project);
  if (!config || definitionIn(config.text, stack) !== undefined) return [];
  const { path, text } = config;
  const key = /^[a-z]+$/.test(stack) ? stack : quoted(stack);
  const definition = definitionOf(destination);
  const changed = withStack(text, key, definition);
  if (changed !== undefined) return [{ path, text: changed }];
  throw new Failure(
    `${path} has no object 'stacks' to which the stack could be added`,
    `Add '${key}: ${definition}' to the stacks of the project.`,
  );
}

function configIn(project: string): ProjectFile | undefined {
  const path = configNames.find((name) => existsSync(join(project, name)));
  return path === undefined ? undefined : { path, text: readFileSync(join(project, path), 'utf8') };
}

/** Adds the values of Secrets to the local store. A value that exists stays: a database keeps its first password. */
export function addSecrets({ stack, secrets }: Imported, project: string): void {
  const paths = secrets.map(({ secret, key, value }) => [formatSecretPath({ stack, secret, key }), value]);
  new LocalSecrets(join(project, localSecretsFile))._add(Object.fromEntries(paths) as Record<string, string>);
}

/** The paths of values in the local store of secrets that differ from those of the Compose file. */
export function otherSecrets({ stack, secrets }: Imported, project: string): string[] {
  const store = new LocalSecrets(join(project, localSecretsFile));
  return secrets.flatMap(({ secret, key, value }) => {
    const path = formatSecretPath({ stack, secret, key });
    const known = store._find(path);
    return known === undefined || known === value ? [] : [path];
  });
}

/** Whether the local store of secrets lacks a value of the Compose file. */
export function lacksSecrets({ stack, secrets }: Imported, project: string): boolean {
  const store = new LocalSecrets(join(project, localSecretsFile));
  return secrets.some(
    ({ secret, key }) => store._find(formatSecretPath({ stack, secret, key })) === undefined,
  );
}

/** The path of a file from the folder of the project, with slashes. */
export function fromProject(project: string, file: string): string {
  return relative(project, file).split(sep).join('/') || '.';
}
