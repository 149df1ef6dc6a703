import { Failure } from '../../engine/base/failure';
import type { Project } from './project';

/**
 * Checks that the services have different names on Kubernetes too.
 *
 * @throws Failure with all that have not
 */
export function checkNames(project: Project): void {
  const byName = new Map<string, string[]>();
  for (const { name, objectName } of project.all())
    byName.set(objectName, [...(byName.get(objectName) ?? []), name]);
  const taken = [...byName].filter(([, names]) => names.length > 1);
  if (taken.length === 0) return;
  const clashes = taken.map(
    ([objectName, names]) =>
      `${names.map((name) => `'${name}'`).join(' and ')} would both be '${objectName}'`,
  );
  throw new Failure(
    `services have one name on Kubernetes, where names have lower-case letters, digits and dashes: ${clashes.join('; ')}`,
    'Rename one of them in the Compose file.',
  );
}
