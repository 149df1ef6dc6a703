import type { Project } from '../project/project';

/**
 * A text in which the names of services that Kubernetes does not allow are replaced by those of their objects. A name is
 * replaced where it is a host: alone, after `//` or `@`, or before a port. In prose it stays.
 */
export function renamed(value: string, project: Project): string {
  let result = value;
  for (const { name, objectName } of project.all()) {
    if (name === objectName || !result.includes(name)) continue;
    if (result === name) return objectName;
    const host = name.replaceAll('.', '\\.');
    result = result.replaceAll(
      new RegExp(`(?<=//|@|\\()${host}(?=[:/)?,]|$)|(?<![\\w.-])${host}(?=:\\d)`, 'g'),
      objectName,
    );
  }
  return result;
}
