import { isAlias } from '../project/pod-settings';
import type { Project } from '../project/project';

/**
 * A text in which the names of services that Kubernetes does not allow are replaced by those of their objects. A name is
 * replaced where it is a host: alone, after `//` or `@`, or before a port. In prose it stays.
 */
export function renamed(value: string, project: Project): string {
  let result = value;
  for (const [name, objectName] of renamedHosts(project)) {
    if (!result.includes(name)) continue;
    if (result === name) return objectName;
    const host = name.replaceAll('.', '\\.');
    result = result.replaceAll(
      new RegExp(`(?<=//|@|\\()${host}(?=[:/)?,]|$)|(?<![\\w.-])${host}(?=:\\d)`, 'g'),
      objectName,
    );
  }
  return result;
}

/** The names that others use and that no Service can have, with the name of the Service. */
function renamedHosts(project: Project): (readonly [string, string])[] {
  return project.all().flatMap((service) =>
    service.names
      .filter((name) => name !== service.objectName && project.service(name)?.objectName !== name)
      .filter((name) => !isAlias(name, service, project) && project.others.name(name, service.name))
      .map((name) => [name, service.objectName] as const),
  );
}
