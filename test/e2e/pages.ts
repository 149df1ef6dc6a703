/** A request that needs the database of its stack. */
export interface Page {
  readonly path: string;

  /** Account that asks, where not everybody may. */
  readonly account?: string;
}

/** By stack. */
export const pages = {
  'go-next': { path: '/api/products?limit=1' },
  'nest-bun': { path: '/api/products?limit=1' },
  'flask-nginx': { path: '/notes?limit=1' },
  'spring-react': { path: '/api/v1/clients?limit=1', account: 'lima' },
  'fastapi-mongo': { path: '/api/products?limit=1' },
} as const satisfies Readonly<Record<string, Page>>;
