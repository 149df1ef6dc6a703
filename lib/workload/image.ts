import type { Environment } from '../core/environment';
import { isExactImage, tagOf } from '../exact-image';
import { pinned } from '../local/image-lock';

/** @internal What an environment says of images. */
export type ImageSettings = Pick<Environment, 'images' | 'movingTags'>;

/**
 * @internal The image that the workload `of` runs, with the digest of the environment's lock.
 *
 * @throws if it has no exact tag and no digest, and is not in the `movingTags` of the environment
 * @throws ImageNotPinned if the lock has no entry for it
 */
export function runnableImage(of: string, image: string, environment: ImageSettings): string {
  if (!isExactImage(image) && environment.movingTags?.includes(image) !== true) {
    throw new Error(
      `'image' of '${of}' must have an exact tag or a digest such as 'redis:7.4.5', got '${image}'${tagOf(image) === undefined ? '' : ', whose tag moves'}`,
    );
  }
  return pinned(image, environment);
}
