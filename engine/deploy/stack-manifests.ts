import type { Environment } from '../../lib';
import type { KubeObject } from '../kube/kube-object';
import { checkNotRotating } from '../rotation/half-done';
import type { ProjectStack } from '../stack/project-stack';
import { type Scale, scaled } from '../stack/scale';
import { type Synthesis, synthesize } from '../stack/synthesis';
import {
  hasOtherValues,
  keepPasswords,
  noPasswords,
  passwordsToTake,
  type TakenPasswords,
  withPasswords,
} from './passwords';

/** The options that choose the manifests of a stack. */
export interface ManifestChoice {
  /** Name of the environment. */
  readonly env: string;
  readonly scale: Scale;
}

/** The manifests of a stack in an environment, independent of the cluster. */
export function manifestsOf(stack: ProjectStack, { env }: Pick<ManifestChoice, 'env'>): Synthesis {
  return synthesize(stack, stack.environment(env));
}

/** The manifests of a stack with the numbers of pods of `--scale`. */
export function scaledManifestsOf(stack: ProjectStack, { env, scale }: ManifestChoice): Synthesis {
  const found = manifestsOf(stack, { env });
  return { ...found, objects: scaled(found.objects, scale) };
}

/** The objects of a stack with the passwords of the cluster, without the IDs of their images. */
export interface FittingObjects {
  readonly objects: readonly KubeObject[];
  readonly passwords: TakenPasswords;
}

/**
 * The objects of a stack. If the cluster has other passwords, they are synthesized again with these passwords.
 *
 * It does not store these passwords: `rememberPasswords` does.
 *
 * @param live objects of the stack in the cluster
 * @throws Failure during the rotation of a password
 */
export function fittingObjects(
  stack: ProjectStack,
  { objects }: Pick<Synthesis, 'objects'>,
  { env, scale }: ManifestChoice,
  live: readonly KubeObject[],
): FittingObjects {
  // A synthesis takes time, so it is repeated only for other passwords.
  if (!hasOtherValues(live, objects)) return { objects, passwords: noPasswords };
  checkNotRotating(stack.name, live, objects);
  const own = stack.environment(env);
  const make = (other: Environment): readonly KubeObject[] => synthesize(stack, other).objects;
  const passwords = passwordsToTake(own, live, make);
  if (passwords.secrets.length === 0) return { objects, passwords };
  return { objects: scaled(make(withPasswords(own, passwords)), scale), passwords };
}

/** Stores passwords of the cluster for the next synthesis. */
export function rememberPasswords(
  stack: ProjectStack,
  { env }: Pick<ManifestChoice, 'env'>,
  passwords: TakenPasswords,
): void {
  if (passwords.secrets.length > 0) keepPasswords(stack.environment(env), passwords);
}
