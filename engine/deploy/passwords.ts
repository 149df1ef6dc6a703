import type { ProjectStack } from '../stack/project-stack';
import { type Environment, LocalSecrets } from '../../lib';
import { parseSecretPath } from '../../lib/contract';
import type { KubeObject } from '../kube/kube-object';
import { isSecret, valuesOf } from '../kube/secret-object';
import { synthesize } from '../stack/synthesis';

/**
 * Keeps the passwords that the cluster has of a stack, and forgets those of this machine that differ: a database
 * keeps the password of its first start, also when it was launched from another clone, or `.slipway/` was lost.
 *
 * Not those of Secrets that would differ even so, such as one with the interim login of a rotation.
 *
 * @param live objects of the stack in the cluster
 * @returns names of the Secrets concerned; none in an environment whose Secrets are not made here
 */
export function takeOverPasswords(
  stack: ProjectStack,
  environment: Environment,
  live: readonly KubeObject[],
): string[] {
  const own = environment.secrets;
  if (!(own instanceof LocalSecrets)) return [];
  const found = valuesByName(live);
  const other = new Map<string, Map<string, string>>();

  const secrets = {
    value: (path: string): string => {
      const { secret: name, key } = parseSecretPath(path);
      const value = own.value(path);
      const theirs = found.get(name)?.[key] ?? value;
      if (theirs !== value) other.set(name, new Map(other.get(name)).set(path, theirs));
      return theirs;
    },
  };
  const objects = synthesize(stack, { ...environment, secrets }).objects;

  const taken = objects.filter(isSecret).filter((secret) => {
    const { name } = secret.metadata;
    return other.has(name) && hasAll(found.get(name) ?? {}, valuesOf(secret));
  });
  for (const { metadata } of taken) {
    other.get(metadata.name)?.forEach((value, path) => {
      own.replace(path, value);
    });
  }
  return taken.map(({ metadata }) => metadata.name).sort();
}

/** Whether a Secret that is there has other values than the one that was made. */
export function hasOtherValues(live: readonly KubeObject[], made: readonly KubeObject[]): boolean {
  const found = valuesByName(live);
  return made.filter(isSecret).some((secret) => {
    const theirs = found.get(secret.metadata.name);
    return theirs !== undefined && !hasAll(theirs, valuesOf(secret));
  });
}

function valuesByName(objects: readonly KubeObject[]): Map<string, Readonly<Record<string, string>>> {
  return new Map(objects.filter(isSecret).map((secret) => [secret.metadata.name, valuesOf(secret)]));
}

function hasAll(values: Readonly<Record<string, string>>, wanted: Readonly<Record<string, string>>): boolean {
  return Object.entries(wanted).every(([key, value]) => values[key] === value);
}
