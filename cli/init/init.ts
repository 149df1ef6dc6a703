import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Failure } from '../../engine/base/failure';
import { packageFolder } from '../../engine/base/package';
import { newFiles } from './files';
import { mergedPackage, missingLines } from './merge';

/** The result for the files of a new project: a line each, for the user. */
export interface Initialized {
  readonly written: readonly string[];
  readonly kept: readonly string[];
}

/**
 * Writes the files of a project with a sample into a folder. Replaces no file that exists.
 *
 * @param stack name of its first stack
 * @throws Failure if package.json is not valid JSON. Nothing is written then
 */
export function initialize(folder: string, stack: string): Initialized {
  const changes = projectChanges(folder, stack);
  for (const { path, text } of changes) {
    if (text === undefined) continue;
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  return {
    written: changes.filter(({ text }) => text !== undefined).map(({ note }) => note),
    kept: changes.filter(({ text }) => text === undefined).map(({ note }) => note),
  };
}

/** What a new project needs of a file. */
export interface ProjectChange {
  /** Path from the folder of the project. */
  readonly path: string;

  /** Undefined if nothing is written. */
  readonly text?: string;

  /** Text for the user. */
  readonly note: string;
}

/**
 * The files of a project, and what becomes of each in a folder. Writes nothing.
 *
 * @param stack name of its first stack
 * @param definition its definition in slipway.config.ts; without one the stack is a sample
 * @throws Failure if package.json is not valid JSON
 */
export function projectChanges(folder: string, stack: string, definition?: string): ProjectChange[] {
  return [
    packageChange(folder),
    ignoreChange(folder),
    ...newFiles(stack, definition).map((file) => fileChange(folder, file)),
  ];
}

function fileChange(
  folder: string,
  { path, text }: { readonly path: string; readonly text: string },
): ProjectChange {
  return existsSync(join(folder, path)) ? { path, note: path } : { path, text, note: path };
}

function packageChange(folder: string): ProjectChange {
  const path = 'package.json';
  const template = readTemplate(path);
  const file = join(folder, path);
  if (!existsSync(file)) {
    const { text } = mergedPackage('{ "private": true }', template);
    return { path, text, note: path };
  }
  const { text, added } = merge(file, template);
  return added.length > 0
    ? { path, text, note: `${path} (added ${added.join(', ')})` }
    : { path, note: path };
}

function merge(file: string, template: string): ReturnType<typeof mergedPackage> {
  try {
    return mergedPackage(readFileSync(file, 'utf8'), template);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw new Failure(`${file} is not valid JSON: ${error.message}`, 'Correct it. Nothing was written.');
  }
}

function ignoreChange(folder: string): ProjectChange {
  const path = '.gitignore';
  const file = join(folder, path);
  const present = existsSync(file) ? readFileSync(file, 'utf8') : '';
  const lines = missingLines(present, readTemplate('gitignore'));
  if (lines.length === 0) return { path, note: path };
  const start = present === '' || present.endsWith('\n') ? present : `${present}\n`;
  return { path, text: `${start}${lines.join('\n')}\n`, note: `${path} (added ${lines.join(', ')})` };
}

function readTemplate(name: string): string {
  return readFileSync(join(packageFolder(), 'templates', name), 'utf8');
}
