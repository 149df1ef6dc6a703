import { dirname, sep } from 'node:path';
import { findConfig } from '../../lib/project/config-file';
import type { OpenProject } from '../project-access';
import { kept } from './kept';

/** The environments of each stack of a project, by the names of the stacks. */
export type ProjectNames = Readonly<Record<string, readonly string[]>>;

/**
 * The names of the project of a folder; none if there is no project.
 *
 * @param access opens the project, which loads the whole library
 * @throws Failure if the project can't be loaded
 */
export async function projectNames(
  folder: string,
  access: () => Promise<OpenProject>,
): Promise<ProjectNames> {
  const config = findConfig(folder);
  if (config === undefined) return {};
  return kept(dirname(config), ['names', config], async () => {
    const project = (await access())();
    const names = project.stacks.map((stack) => [stack, project.environmentsOf(stack)] as const);
    return { value: Object.fromEntries(names), files: [config, ...loadedFrom(dirname(config))] };
  });
}

/** Modules of the project that this process has loaded. */
function loadedFrom(folder: string): string[] {
  return Object.keys(require.cache).filter(
    (file) => file.startsWith(`${folder}${sep}`) && !file.includes(`${sep}node_modules${sep}`),
  );
}
