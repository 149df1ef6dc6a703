import { existsSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { Failure } from '../../engine/base/failure';
import type { Imported } from '../../importer/imported';
import { LocalSecrets } from '../../lib';
import { formatSecretPath, localSecretsFile } from '../../lib/contract';
import { configNames } from '../../lib/project/config-file';
import { withStack } from './config';
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
  return `{ folder: '${folder}', compose: '${compose}' }`;
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
 * @throws Failure if a file is there already, or slipway.config.ts has no `stacks`. Nothing is written then
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

/** The changed slipway.config.ts, in a list of none or one: it stays as it is if it has the stack. */
export function changedConfig(stack: string, destination: Destination): ProjectFile[] {
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

/** The path of a file from the folder of the project. */
export function fromProject(project: string, file: string): string {
  return relative(project, file) || '.';
}
