import { randomBytes } from 'node:crypto';
import type { Site } from './site';

/** What nest-bun answers of a product. */
export interface Product {
  readonly id: number;
  readonly name: string;

  /** `null` while Redis is away. */
  readonly views: number | null;
  readonly photo: string | null;
}

/** Bytes of the largest photo that nest-bun takes. */
export const largestPhoto = 1024 * 1024;

/** Gives a product of the shop a photo. */
export function upload(site: Site, id: number, photo: Buffer): Promise<Product> {
  return site.json<Product>(`/api/products/${id}/photo`, { method: 'PUT', bytes: photo });
}

/** Bytes that begin as a PNG does; no two pictures are the same. */
export function picture(size: number): Buffer {
  const signature = Buffer.from('\x89PNG\r\n\x1a\n', 'latin1');
  return Buffer.concat([signature, randomBytes(size - signature.length)]);
}
