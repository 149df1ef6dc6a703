import 'server-only';
import { headers } from 'next/headers';
import { backendUrl } from '../../server/backend-url';

const TIMEOUT_MS = 5000;

export interface Product {
  readonly id: number;
  readonly name: string;
  readonly unit: string;
  readonly price: number;
  readonly views: number | null;
  readonly photo: string | null;
  readonly created_at: string;
}

export interface Page {
  readonly products: readonly Product[];
  readonly total: number;
}

export type Health = Readonly<Record<string, string>>;

/** What the backend answered; `problem` is for people, `data` there only without one. */
export type Answer<T> =
  | { readonly data: T; readonly problem?: never }
  | { readonly data?: never; readonly problem: string; readonly status: number };

export function products(): Promise<Answer<Page>> {
  return ask<Page>('/products?limit=100');
}

export function product(id: string): Promise<Answer<Product>> {
  return ask<Product>(`/products/${encodeURIComponent(id)}`);
}

/** The state of each store, which the backend tells with a 503 too. */
export async function health(): Promise<Health> {
  const { data } = await ask<Health>('/health', [200, 503]);
  const { status: _, ...stores } = data ?? {};
  return { backend: data ? 'up' : 'down', ...stores };
}

async function ask<T>(path: string, good: readonly number[] = [200]): Promise<Answer<T>> {
  try {
    const requestId = (await headers()).get('x-request-id');
    const response = await fetch(backendUrl(path), {
      cache: 'no-store',
      headers: requestId ? { 'X-Request-ID': requestId } : {},
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    const body = await response.json();
    return good.includes(response.status) ? { data: body } : { problem: body.error, status: response.status };
  } catch {
    return { problem: 'the backend is unavailable', status: 503 };
  }
}
