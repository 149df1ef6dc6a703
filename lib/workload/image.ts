import type { Environment } from '../core/environment';
import { pinned } from '../local/image-lock';

/**
 * @internal The image that the workload `of` runs, with the digest of the environment's lock.
 *
 * @throws if it has no exact tag and no digest
 * @throws ImageNotPinned if the lock has no entry for it
 */
export function runnableImage(of: string, image: string, environment: Pick<Environment, 'images'>): string {
  const hasDigest = image.includes('@');
  const tag = hasDigest ? undefined : /:(?<tag>\w[\w.-]*)$/.exec(image)?.groups?.tag;
  const isExact = hasDigest ? /@sha256:[0-9a-f]{64}$/.test(image) : tag !== undefined && !moves(tag);
  if (!isExact) {
    throw new Error(
      `'image' of '${of}' must have an exact tag or a digest such as 'redis:7.4.5', got '${image}'${tag === undefined ? '' : ', whose tag moves'}`,
    );
  }
  return pinned(image, environment);
}

/** Parts of a tag that name an operating system or a processor, not a version. */
const platform = /(^|[-_.])(alpine[\d.]*|linux|amd64|x86([-_]64)?|386|arm64(v8)?|arm(32)?v[5-8])(?=$|[-_.])/g;

/** Whether a tag will name another image one day: it has no version, no date and no hash, such as `stable-alpine3.22`. */
function moves(tag: string): boolean {
  const version = tag.replaceAll(platform, '');
  return /^latest\b/.test(tag) || !(/\d/.test(version) || /^[0-9a-f]{7,40}$/.test(version));
}
