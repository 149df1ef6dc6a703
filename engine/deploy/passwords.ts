import { type Environment, LocalSecrets } from '../../lib';
import { parseSecretPath } from '../../lib/contract';
import type { KubeObject } from '../kube/kube-object';
import { isSecret, valuesOf } from '../kube/secret-object';

/** Passwords that the cluster has of a stack, and this machine does not. */
export interface TakenPasswords {
  /** Names of the Secrets they are in, sorted. */
  readonly secrets: readonly string[];

  /** Values by their paths in the store of this machine. */
  readonly values: ReadonlyMap<string, string>;
}

/** No password of the cluster is taken over. */
export const noPasswords: TakenPasswords = { secrets: [], values: new Map() };

/**
 * The passwords to take over from the cluster: a database keeps the password of its first start, also when it was
 * launched from another clone, or `.slipway/` was lost.
 *
 * Not those of Secrets that would differ even so, such as one with the interim login of a rotation.
 *
 * @param live objects of the stack in the cluster
 * @param make makes the objects of the stack in an environment
 * @returns none in an environment whose Secrets are not made here
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
    value: (path: string): string => {
      const { secret: name, key } = parseSecretPath(path);
      const value = own.value(path);
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

/** The environment with passwords of the cluster in the place of its own, which stay what they are. */
export function withPasswords(environment: Environment, { values }: TakenPasswords): Environment {
  const own = environment.secrets;
  if (!(own instanceof LocalSecrets)) return environment;
  return { ...environment, secrets: { value: (path) => values.get(path) ?? own.value(path) } };
}

/** Keeps passwords of the cluster on this machine, and forgets its own. */
export function keepPasswords({ secrets: own }: Environment, { values }: TakenPasswords): void {
  if (!(own instanceof LocalSecrets)) return;
  for (const [path, value] of values) own.replace(path, value);
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
