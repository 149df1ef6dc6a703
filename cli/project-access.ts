import { dirname } from 'node:path';
import { openProject, projectFile } from '../engine/stack/project';
import { ProjectStack } from '../engine/stack/project-stack';
import type { Project } from '../lib';
import { register } from '../loader/hook';

/** Opens the project; what it gives is the same at every call. */
export type OpenProject = () => Project;

/**
 * Access to the project of the working directory.
 *
 * It is opened when a command asks for it, so that `--help` needs none. From then on the working directory is the
 * folder of the project.
 */
export function projectAccess(): OpenProject {
  let opened: Project | undefined;
  return () => {
    if (opened) return opened;
    const file = projectFile(process.cwd());
    process.chdir(dirname(file));
    register();
    return (opened = openProject(file));
  };
}

/**
 * The stack that the command line names, or the default one.
 *
 * @throws BadUsage if there is none of that name
 */
export function stackOf(open: OpenProject, name?: string): ProjectStack {
  const project = open();
  return new ProjectStack(project, name ?? project.defaultStack);
}
