import { headers } from 'next/headers';
import { askBackend, reasonOf } from '../runtime/ask';

export interface Product {
  readonly id: number;
  readonly name: string;
  readonly price_cents: number;
  readonly created_at: string;
}

/** One page of products, or the name of what was unavailable on the way to them. */
export type Listing =
  | { readonly unavailable?: undefined; readonly products: readonly Product[]; readonly total: number }
  | { readonly unavailable: string };

export const pageSize = 20;

/** Reads the page with this number, from 1; the newest products come first. */
export async function readProducts(page: number): Promise<Listing> {
  const id = (await headers()).get('x-request-id') ?? '';
  try {
    const answer = await askBackend(`/api/products?limit=${pageSize}&offset=${(page - 1) * pageSize}`, {
      headers: { 'X-Request-ID': id },
    });
    if (answer.ok) return (await answer.json()) as Listing;
    const { dependency = 'backend' } = (await answer.json()) as { dependency?: string };
    return { unavailable: dependency };
  } catch (error) {
    console.warn('backend is unavailable: %s', reasonOf(error));
    return { unavailable: 'backend' };
  }
}
