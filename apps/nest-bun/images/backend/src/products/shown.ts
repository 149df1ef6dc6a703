import { NotFoundException } from '@nestjs/common';
import type { Product } from '../database/schema.js';

/** A product as clients see it. */
export interface ShownProduct {
  readonly id: number;
  readonly name: string;
  readonly unit: string;
  readonly price: number;
  /** Unknown while Redis is away. */
  readonly views: number | null;
  /** Path of the photo; another one after each upload, so that no cache shows the last. */
  readonly photo: string | null;
  readonly created_at: string;
}

export function shown(
  { id, name, unit, price, photoKey, createdAt }: Product,
  views: number | null,
): ShownProduct {
  const photo = photoKey && `/products/${id}/photo?v=${photoKey.slice(-12)}`;
  return { id, name, unit, price, views, photo, created_at: createdAt.toISOString() };
}

/** The product, or the 404 that says that there is none. */
export function found<T>(product: T | undefined, id: number): T {
  if (product === undefined) throw new NotFoundException(`there is no product ${id}`);
  return product;
}
