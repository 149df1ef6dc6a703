import { existsSync, readFileSync } from 'node:fs';
import type { Environment } from './environment';

/** The image to run, with its digest, by the image that a chart names. */
export type ImageLock = Readonly<Record<string, string>>;

/**
 * Reads the lock file that `slipway pin` writes; undefined if there is none.
 * @throws if it is no JSON object, or one of its images has no digest
 */
export function imageLock(file: string): ImageLock | undefined {
  if (!existsSync(file)) return undefined;
  let images: unknown;
  try {
    images = JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    images = undefined;
  }
  if (typeof images !== 'object' || images === null) {
    throw new Error(
      `${file} is not a JSON object: restore it from git, or delete it and run 'npx slipway pin'`,
    );
  }
  const loose = Object.entries(images).find(([, pinned]) => !/@sha256:[0-9a-f]{64}$/.test(String(pinned)));
  if (loose) {
    throw new Error(
      `${file}: '${loose[0]}' must have a digest such as 'redis:7.4.5@sha256:…', got '${String(loose[1])}'; 'npx slipway pin' writes it`,
    );
  }
  return images as ImageLock;
}

/** A chart names an image that the environment's lock does not have. */
export class ImageNotPinned extends Error {
  public override readonly name = 'ImageNotPinned';
}

/**
 * @internal The image to run where a chart names `image`.
 * @throws ImageNotPinned if the environment has a lock without it
 */
export function pinned(image: string, { images }: Pick<Environment, 'images'>): string {
  if (!images) return image;
  const found = images[image];
  if (found === undefined) {
    throw new ImageNotPinned(
      `'image' has no digest in the image lock: '${image}'; 'npx slipway pin' adds it`,
    );
  }
  return found;
}
