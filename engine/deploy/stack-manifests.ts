import { environment } from '../stack/catalog';
import type { KubeObject } from '../kube/kube-object';
import { scaled } from '../stack/scale';
import { synthesize, type Synthesis } from '../stack/synthesis';
import { hasOtherValues, takeOverPasswords } from './passwords';
import { checkNotRotating } from '../rotation/half-done';
import type { LaunchOptions } from './launch';

/** The manifests of a stack in the environment of a launch. */
export function manifestsOf(stack: string, { env }: Pick<LaunchOptions, 'env'>): Synthesis {
  const [synthesis] = synthesize([stack], environment(env, stack));
  if (!synthesis) throw new Error(`no manifests of '${stack}'`);
  return synthesis;
}

/** The manifests of a stack as a launch applies them, but for the IDs of its images. */
export function scaledManifestsOf(
  stack: string,
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
  made: Synthesis,
  options: Pick<LaunchOptions, 'env' | 'scale'>,
  live: readonly KubeObject[],
): { readonly synthesis: Synthesis; readonly taken: readonly string[] } {
  const { stack, objects } = made;
  // Synthesis takes a while: only where there is something to take over.
  if (!hasOtherValues(live, objects)) return { synthesis: made, taken: [] };
  checkNotRotating(stack, live, objects);
  const taken = takeOverPasswords(stack, environment(options.env, stack), live);
  return { synthesis: taken.length > 0 ? scaledManifestsOf(stack, options) : made, taken };
}
