import { environment } from '../catalog';
import { scaled } from '../manifests/scale';
import { synthesize, type Synthesis } from '../manifests/synthesis';
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
