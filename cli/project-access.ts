import { dirname } from 'node:path';
import { openProject, projectFile } from '../engine/stack/project';
import { ProjectStack } from '../engine/stack/project-stack';
import type { Project } from '../lib';
import { register } from '../loader/hook';

/** Opens the project. Every call returns the same one. */
export type OpenProject = () => Project;

/**
 * Access to the project of the working directory.
 *
 * The project is opened when a command needs it, so `--help` works without one. From then on the working directory is
 * the folder of the project.
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
 * The stack with this name, or the default stack of the project.
 *
 * @throws BadUsage if the stack does not exist
 */
export function stackOf(open: OpenProject, name?: string): ProjectStack {
  const project = open();
  return new ProjectStack(project, name ?? project.defaultStack);
}
