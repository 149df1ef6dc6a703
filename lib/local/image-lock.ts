import { existsSync, readFileSync } from 'node:fs';
import { DamagedFile, jsonObject } from './damaged-file';
import { replaceFile } from './replace-file';

/** The image to run, with its digest, by the image that a chart names. */
export type ImageLock = Readonly<Record<string, string>>;

/**
 * Reads the lock file that `slipway pin` writes; undefined if there is none.
 * @throws DamagedFile if it is no JSON object, or one of its images has no digest
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

const fix = `restore it from git, or delete it and run 'npx slipway pin', which writes it anew`;

/** A chart names an image that the environment's lock does not have. */
export class ImageNotPinned extends Error {
  public override readonly name = 'ImageNotPinned';
}

/**
 * @internal The image to run where a chart names `image`.
 * @throws ImageNotPinned if the environment has a lock without it
 */
export function pinned(image: string, { images }: { readonly images?: ImageLock }): string {
  if (!images) return image;
  const found = images[image];
  if (found === undefined) {
    throw new ImageNotPinned(
      `'image' has no digest in the image lock: '${image}'; 'npx slipway pin' adds it`,
    );
  }
  return found;
}
