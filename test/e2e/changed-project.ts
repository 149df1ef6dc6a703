import { Project } from './project';

/**
 * Runs slipway in a copy of this repository in which one file is different: a release that somebody got wrong.
 *
 * @param change text of the file, which must be there, and what replaces it
 * @returns what it printed; rejects with the same if it fails
 */
export async function slipwayAfterEdit(
  file: string,
  change: readonly [find: string, replacement: string],
  ...args: string[]
): Promise<string> {
  const project = Project.withSecrets();
  try {
    project.edit(file, change);
    return (await project.slipway(...args)).stdout;
  } finally {
    project.remove();
  }
}
