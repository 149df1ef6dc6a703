import type { ParityChecks } from 'slipway';

/** What must be the same under Compose and on Kubernetes. */
export const parity: ParityChecks = {
  entry: { service: 'frontend', port: 3000 },
  services: {
    frontend: { port: 3000, health: ['/health', '/ready'] },
    backend: { port: 5000, health: ['/health', '/ready'] },
    postgres: { port: 5432 },
  },
  requests: [
    { path: '/' },
    { path: '/health' },
    { path: '/ready' },
    { path: '/no-such-page' },
    { path: '/api/products/2' },
    { path: '/api/products/0' },
    { path: '/api/products?limit=0' },
    { method: 'POST', path: '/api/products', json: { name: 'Copper kettle' } },
    {
      method: 'POST',
      path: '/api/products',
      json: { name: 'Copper kettle', price_cents: 5990 },
      keep: { id: /"id":(\d+)/ },
      name: 'POST a product',
    },
    { method: 'DELETE', path: '/api/products/{id}' },
    { method: 'DELETE', path: '/api/products/{id}', name: 'DELETE it again' },
  ],
  dependencies: ['postgres', 'backend'],
};
