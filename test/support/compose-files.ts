import { relative } from 'node:path';
import { locate } from '../../importer/locate/locate';
import type { ComposeModel } from '../../importer/read/compose-model';
import { type ComposeOptions, readCompose } from '../../importer/read/read-compose';
import type { Place } from '../../importer/source/place';

const folder = '/shop';

/**
 * Reads files by their paths in the folder /shop, which does not exist. The first one is the Compose file, unless the options
 * name others. The environment is empty.
 */
export function readFiles(
  contents: Readonly<Record<string, string>>,
  { files = Object.keys(contents).slice(0, 1), ...options }: ComposeOptions = {},
): Promise<ComposeModel> {
  return readCompose({
    files: files.map(inFolder),
    contents: Object.fromEntries(Object.entries(contents).map(([path, text]) => [inFolder(path), text])),
    env: {},
    ...options,
  });
}

/** Reads a Compose file. */
export function readText(text: string, options: ComposeOptions = {}): Promise<ComposeModel> {
  return readFiles({ 'compose.yaml': text }, options);
}

function inFolder(path: string): string {
  return `${folder}/${path}`;
}

/** `file:line:column`, with the file's path in the folder. */
function placeText({ file, line, column }: Place): string {
  return `${relative(folder, file)}:${line}:${column}`;
}

/** `file:line:column via` of each leaf, by its path. */
export function placesOf(model: ComposeModel): Record<string, string> {
  return Object.fromEntries(
    locate(model).leaves.map(({ path, at, via }) => [path, `${placeText(at)} ${via}`]),
  );
}

/** `file:line:column path text` of each value that is left out. */
export function leftOutOf(model: ComposeModel): string[] {
  return locate(model).leftOut.map(({ at, path, text }) => `${placeText(at)} ${path} ${text}`);
}

/** `file:line:column message` of each error. */
export function errorsOf({ problems }: ComposeModel): string[] {
  return problems
    .filter(({ severity }) => severity === 'error')
    .map(({ at, message }) => `${at ? placeText(at) : '-'} ${message}`);
}

export function warningsOf({ problems }: ComposeModel): string[] {
  return problems.filter(({ severity }) => severity === 'warning').map(({ message }) => message);
}
