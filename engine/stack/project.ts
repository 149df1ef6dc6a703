import { dirname } from 'node:path';
import { findConfig, type Project } from '../../lib';
import { Failure } from '../base/failure';
import { loadModule } from './load-module';
import { userFailure } from './user-failure';

/**
 * The path of the nearest `slipway.config.ts`: in the folder, or in a folder above it.
 *
 * @throws Failure if there is no such file
 */
export function projectFile(folder: string): string {
  const file = findConfig(folder);
  if (file !== undefined) return file;
  throw new Failure(
    `there is no slipway.config.ts in ${folder} or a folder above it`,
    `Go to the folder of a project, or create a project here with 'npx slipway init'.`,
  );
}

/**
 * Loads the project that a file defines.
 *
 * @throws Failure if the file can't be loaded, or does not export a project
 */
export function openProject(file: string): Project {
  const project = defaultExport(file);
  if (isProject(project)) return project;
  throw new Failure(
    `${file} has no project as its default export`,
    `Write 'export default defineProject({ stacks: { … } });'.`,
  );
}

function defaultExport(file: string): unknown {
  try {
    return loadModule(file).default;
  } catch (error) {
    throw userFailure(error, { what: "the project can't be loaded", root: dirname(file), file });
  }
}

/** Without `instanceof`: the project may use another copy of slipway than the command line. */
function isProject(value: unknown): value is Project {
  return typeof value === 'object' && value !== null && 'stacks' in value && 'synth' in value;
}
