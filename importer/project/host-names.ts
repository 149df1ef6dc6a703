import { isAlias } from './pod-settings';
import type { Project } from './project';

/** Variables whose whole value is a host. */
const hostVariables = /host|addr|server|endpoint|broker|peer|node|upstream|url/i;

/**
 * A text in which the names of services that the cluster does not have are replaced by those of their objects. A name is
 * replaced where it is a host: after `//` or `@`, or before a port. A text that is nothing but a name is a host if the name is
 * that of a service, or if the variable says so. In prose it stays.
 *
 * @param variable the variable whose value it is @default - it is a word of a command
 */
export function renamed(value: string, project: Project, variable = ''): string {
  let result = value;
  for (const { host, objectName, isService } of otherNames(project)) {
    if (!result.includes(host)) continue;
    if (result === host && (isService || hostVariables.test(variable))) return objectName;
    const pattern = host.replaceAll('.', '\\.');
    result = result.replaceAll(
      new RegExp(`(?<=//|@|\\()${pattern}(?=[:/)?,]|$)|(?<![\\w.-])${pattern}(?=:\\d)`, 'g'),
      objectName,
    );
  }
  return result;
}

interface OtherName {
  readonly host: string;
  readonly objectName: string;

  /** Whether it is the name of the service, and not only one of its container. */
  readonly isService: boolean;
}

/** Those of each project, since every word of it is asked for. */
const known = new WeakMap<Project, readonly OtherName[]>();

function otherNames(project: Project): readonly OtherName[] {
  const names = known.get(project) ?? findOtherNames(project);
  known.set(project, names);
  return names;
}

/** The names that others use and that no Service can have, the longest first. */
function findOtherNames(project: Project): OtherName[] {
  return project
    .all()
    .flatMap((service) =>
      service.names
        .filter((name) => name !== service.objectName && project.service(name)?.objectName !== name)
        .filter((name) => !isAlias(name, service, project) && project.others.name(name, service.name))
        .map((host) => ({ host, objectName: service.objectName, isService: host === service.name })),
    )
    .sort((one, other) => other.host.length - one.host.length);
}
