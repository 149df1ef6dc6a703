import type { Environment } from '../core/environment';
import { isExactImage, tagOf } from '../exact-image';
import { pinned } from '../local/image-lock';

/**
 * @internal The image that the workload `of` runs, with the digest of the environment's lock.
 *
 * @throws if it has no exact tag and no digest
 * @throws ImageNotPinned if the lock has no entry for it
 */
export function runnableImage(of: string, image: string, environment: Pick<Environment, 'images'>): string {
  if (!isExactImage(image)) {
    throw new Error(
      `'image' of '${of}' must have an exact tag or a digest such as 'redis:7.4.5', got '${image}'${tagOf(image) === undefined ? '' : ', whose tag moves'}`,
    );
  }
  return pinned(image, environment);
}
