import { type Environment, LocalSecrets, type SecretFormat } from '../../lib';
import { parseSecretPath } from '../../lib/contract';
import type { KubeObject } from '../kube/kube-object';
import { isSecret, valuesOf } from '../kube/secret-object';

/** Passwords of a stack that the cluster has, and this machine does not have. */
export interface TakenPasswords {
  /** Names of their Secrets, sorted. */
  readonly secrets: readonly string[];

  /** Values by their paths in this machine's store. */
  readonly values: ReadonlyMap<string, string>;
}

/** No passwords of the cluster are used. */
export const noPasswords: TakenPasswords = { secrets: [], values: new Map() };

/**
 * The passwords of the cluster to use instead of those of this machine. A database keeps the password of its first
 * start, even if it was launched from another clone, or if `.slipway/` was lost.
 *
 * It does not take passwords of a Secret that would still differ, such as one with the interim login of a rotation.
 *
 * @param live objects of the stack in the cluster
 * @param make returns the objects of the stack in an environment
 * @returns none in an environment whose passwords are not on this machine
 */
export function passwordsToTake(
  environment: Environment,
  live: readonly KubeObject[],
  make: (environment: Environment) => readonly KubeObject[],
): TakenPasswords {
  const own = environment.secrets;
  if (!(own instanceof LocalSecrets)) return noPasswords;
  const found = valuesByName(live);
  const other = new Map<string, Map<string, string>>();

  const secrets = {
    value: (path: string, format?: SecretFormat): string => {
      const { secret: name, key } = parseSecretPath(path);
      const value = own.value(path, format);
      const theirs = found.get(name)?.[key] ?? value;
      if (theirs !== value) other.set(name, new Map(other.get(name)).set(path, theirs));
      return theirs;
    },
  };
  const taken = make({ ...environment, secrets })
    .filter(isSecret)
    .filter((secret) => {
      const { name } = secret.metadata;
      return other.has(name) && hasAll(found.get(name) ?? {}, valuesOf(secret));
    })
    .map(({ metadata }) => metadata.name);
  return { secrets: taken.sort(), values: new Map(taken.flatMap((name) => [...(other.get(name) ?? [])])) };
}

/** The environment with passwords of the cluster instead of its own. Its own store does not change. */
export function withPasswords(environment: Environment, { values }: TakenPasswords): Environment {
  const own = environment.secrets;
  if (!(own instanceof LocalSecrets)) return environment;
  return {
    ...environment,
    secrets: { value: (path, format) => values.get(path) ?? own.value(path, format) },
  };
}

/** Replaces passwords on this machine by those of the cluster. */
export function keepPasswords({ secrets: own }: Environment, { values }: TakenPasswords): void {
  if (!(own instanceof LocalSecrets)) return;
  for (const [path, value] of values) own.replace(path, value);
}

/** Whether a Secret in the cluster has other values than the synthesized one. */
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
