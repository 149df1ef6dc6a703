import { existsSync, readFileSync } from 'node:fs';
import { DamagedFile, jsonObject } from './damaged-file';
import { replaceFile } from './replace-file';

/** Image with digest, by the image that a chart names. */
export type ImageLock = Readonly<Record<string, string>>;

/**
 * Reads the lock file that `slipway pin` writes. Returns undefined if there is none.
 *
 * @throws DamagedFile if it is not a JSON object
 * @throws DamagedFile if an image has no digest
 */
export function imageLock(file: string): ImageLock | undefined {
  if (!existsSync(file)) return undefined;
  const images = jsonObject(readFileSync(file, 'utf8'));
  if (!images) throw new DamagedFile(`${file} is not a JSON object`, fix);
  const loose = Object.entries(images).find(([, pinned]) => !/@sha256:[0-9a-f]{64}$/.test(String(pinned)));
  if (loose) {
    throw new DamagedFile(
      `${file}: '${loose[0]}' must have a digest such as 'redis:7.4.5@sha256:…', got '${String(loose[1])}'`,
      fix,
    );
  }
  return images as ImageLock;
}

/** Writes a lock file, sorted by image. */
export function writeImageLock(file: string, images: ImageLock): void {
  const sorted = Object.entries(images).sort(([a], [b]) => (a < b ? -1 : 1));
  replaceFile(file, `${JSON.stringify(Object.fromEntries(sorted), null, 2)}\n`);
}

const fix = `restore it from git, or delete it and run 'npx slipway pin'`;

/** `Environment.images` has no entry for an image of a chart. */
export class ImageNotPinned extends Error {
  public override readonly name = 'ImageNotPinned';
}

/**
 * @internal The image with digest for an image of a chart, or the image itself without a lock.
 * @throws ImageNotPinned if the lock has no entry for the image
 */
export function pinned(image: string, { images }: { readonly images?: ImageLock }): string {
  if (!images) return image;
  const found = images[image];
  if (found === undefined) {
    throw new ImageNotPinned(`'image' must be in the image lock, got '${image}'; 'npx slipway pin' adds it`);
  }
  return found;
}
