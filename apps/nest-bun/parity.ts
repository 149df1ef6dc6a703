import type { ParityChecks } from 'slipway';

/** The smallest that the backend takes for a photo. */
const photo = 'RIFF0000WEBP';

/** What must be the same under Compose and on Kubernetes. */
export const parity: ParityChecks = {
  entry: { service: 'frontend', port: 3000 },
  services: {
    frontend: { port: 3000, health: ['/health', '/ready'] },
    backend: { port: 4000, health: ['/health', '/health/ready', '/health/live'] },
    postgres: { port: 5432 },
    redis: { port: 6379 },
    minio: { port: 9000 },
  },
  requests: [
    // Stays, so that there is one to ask for while a store is away.
    { method: 'PUT', path: '/api/products/8/photo', body: photo, name: 'PUT a photo' },
    { path: '/api/products/8/photo' },
    { method: 'PUT', path: '/api/products/8/photo', body: 'not a picture', name: 'PUT what is no photo' },
    { method: 'PUT', path: '/api/products/8/photo', body: 'x'.repeat(1_100_000), name: 'PUT 1.1 MB' },
    { path: '/' },
    { path: '/products/8' },
    { path: '/products/0' },
    { path: '/health' },
    { path: '/ready' },
    { path: '/no-such-page' },
    { path: '/health/live' },
    { path: '/api/products/%2e%2e/health', name: "GET the backend's /health, disguised" },
    { path: '/api/products?limit=2&offset=2', headers: { Origin: 'https://example.com' } },
    { path: '/api/products?limit=500' },
    { path: '/api/products/8' },
    { path: '/api/products/0' },
    { method: 'PATCH', path: '/api/products/8', json: { price: 1 } },
    { method: 'POST', path: '/api/products', json: { name: 'Rau dền', unit: 'kg', price: 'cheap' } },
    {
      method: 'POST',
      path: '/api/products',
      headers: { 'Content-Type': 'application/json' },
      body: '{"name":',
      name: 'POST half of a product',
    },
    {
      method: 'POST',
      path: '/api/products',
      json: { name: 'x'.repeat(100_000), unit: 'kg', price: 1 },
      name: 'POST 100 kB',
    },
    {
      method: 'POST',
      path: '/api/products',
      json: { name: 'Rau dền', unit: 'kg', price: 20_000 },
      keep: { id: /"id":(\d+)/ },
      name: 'POST a product',
    },
    {
      method: 'POST',
      path: '/api/products',
      json: { name: 'Rau dền', unit: 'kg', price: 20_000 },
      name: 'POST it again',
    },
    { method: 'DELETE', path: '/api/products/{id}' },
    { method: 'DELETE', path: '/api/products/{id}', name: 'DELETE it again' },
  ],
  dependencies: ['redis', 'minio', 'postgres', 'backend'],
  volatile: [
    // Views go up with each request.
    /(?<="views":)\d+/,
    /(?<=Views: (?:<!-- -->)?)\d+/,
    // Products and photos may be there from before.
    /(?<="total":)\d+/,
    /(?<=<dt>Products<\/dt><dd>)\d+/,
    /(?<=<ul class="cards"[^>]*>)<li.*?(?=<\/ul>)/,
    // Another one after each upload, and perhaps one from before.
    /(?<=photo\?v=)[0-9a-f]{12}/,
    /(?<="photo":)(?:null|"[^"]*")/,
    // React's hint to load a photo early; its attributes come in one order or another.
    /(?:<link rel="preload" [^>]*\/photo\?[^>]*>)+/,
    // The page once more, as Next.js' scripts read it.
    /(?<=<script>)self\.__next_f\.push\(.*(?=<\/script>)/,
  ], // React's hints to load early: only in answers that begin before the page is whole.
  volatileHeaders: ['link'],
};
