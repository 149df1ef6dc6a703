import { kindOnDisk } from '../../importer/project/disk';
import { Project } from '../../importer/project/project';
import type { Service } from '../../importer/project/service';
import { errorsOf, readFiles } from './compose-files';

/** The project of a Compose file in the folder /shop, which does not exist. */
export async function projectOf(text: string): Promise<Project> {
  const model = await readFiles({ 'compose.yaml': text });
  expect(errorsOf(model)).toEqual([]);
  return new Project(model, kindOnDisk);
}

/** A service of a project. */
export function serviceOf(project: Project, name: string): Service {
  const found = project.service(name);
  if (!found) throw new Error(`there is no service ${name}`);
  return found;
}
