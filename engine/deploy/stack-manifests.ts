import type { ProjectStack } from '../stack/project-stack';
import type { KubeObject } from '../kube/kube-object';
import { scaled } from '../stack/scale';
import { synthesize, type Synthesis } from '../stack/synthesis';
import { hasOtherValues, takeOverPasswords } from './passwords';
import { checkNotRotating } from '../rotation/half-done';
import type { LaunchOptions } from './launch';

/** The manifests of a stack in the environment of a launch. */
export function manifestsOf(stack: ProjectStack, { env }: Pick<LaunchOptions, 'env'>): Synthesis {
  return synthesize(stack, stack.environment(env));
}

/** The manifests of a stack as a launch applies them, but for the IDs of its images. */
export function scaledManifestsOf(
  stack: ProjectStack,
  { env, scale }: Pick<LaunchOptions, 'env' | 'scale'>,
): Synthesis {
  const found = manifestsOf(stack, { env });
  return { ...found, objects: scaled(found.objects, scale) };
}

/**
 * The manifests that were made, or, where the cluster has other passwords, those made with them.
 *
 * @param live objects of the stack in the cluster
 * @returns also the names of the Secrets that were taken over
 * @throws Failure while a password is being changed
 */
export function withLivePasswords(
  stack: ProjectStack,
  made: Synthesis,
  options: Pick<LaunchOptions, 'env' | 'scale'>,
  live: readonly KubeObject[],
): { readonly synthesis: Synthesis; readonly taken: readonly string[] } {
  const { objects } = made;
  // Synthesis takes a while: only where there is something to take over.
  if (!hasOtherValues(live, objects)) return { synthesis: made, taken: [] };
  checkNotRotating(stack.name, live, objects);
  const taken = takeOverPasswords(stack, stack.environment(options.env), live);
  return { synthesis: taken.length > 0 ? scaledManifestsOf(stack, options) : made, taken };
}
