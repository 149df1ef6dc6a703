import type { ParityChecks } from 'slipway';

/** The IDs in an answer that has a review. */
const ofReview = { review: /"id":"([0-9a-f]{24})"/, product: /"product_id":(\d+)/ };

/** What must be the same under Compose and on Kubernetes. */
export const parity: ParityChecks = {
  entry: { service: 'nginx', port: 8443, tls: true },
  services: {
    nginx: { port: 8080 },
    api: { port: 8000, health: ['/health', '/health/live', '/health/ready', '/health/serving'] },
    postgres: { port: 5432 },
    mongodb: { port: 27017 },
    redis: { port: 6379 },
  },
  requests: [
    { path: '/' },
    { path: '/', headers: { Accept: 'text/html' }, name: 'GET / by a browser' },
    { method: 'HEAD', path: '/' },
    { path: '/static/page.css' },
    { path: '/static/page.js', headers: { 'Accept-Encoding': 'gzip' }, name: 'GET /static/page.js packed' },
    { path: '/openapi.json' },
    { path: '/health' },
    { path: '/health/live' },
    { path: '/health/ready' },
    { path: '/health/serving' },
    { path: '/metrics' },
    { path: '/stub_status' },
    { path: '/nginx-health' },
    { path: '/docs' },
    { path: '/no-such-page' },
    { path: '/api/products/' },
    // Behind all that a database in use may have in it.
    { path: '/api/products?offset=100000' },
    { path: '/api/products?limit=0' },
    { path: '/api/products/0' },
    { path: '/api/products/9223372036854775807' },
    { path: '/api/reviews/no-id' },
    { path: '/api/reviews/000000000000000000000000' },
    { method: 'PUT', path: '/api/products' },
    { method: 'OPTIONS', path: '/api/products', headers: { Origin: 'https://example.com' } },
    { method: 'POST', path: '/api/products', json: { name: 'Copper kettle' } },
    { method: 'POST', path: '/api/products', json: product('n'.repeat(81)), name: 'POST a long name' },
    { method: 'POST', path: '/api/products', json: product('n'.repeat(100_000)), name: 'POST 100 kB' },
    { method: 'POST', path: '/api/products', json: product('n'.repeat(2_000_000)), name: 'POST 2 MB' },
    {
      method: 'POST',
      path: '/api/products',
      json: product('Copper kettle'),
      keep: { product: /"id":(\d+)/ },
      name: 'POST a product',
    },
    { path: '/api/products/{product}/reviews', name: 'GET no reviews' },
    {
      method: 'POST',
      path: '/api/products/1/reviews',
      json: { author: 'Ada', rating: 9, text: 'Shines.' },
      name: 'POST nine stars',
    },
    {
      method: 'POST',
      path: '/api/products/{product}/reviews',
      json: { author: 'Ada', rating: 4, text: 'Shines.' },
      keep: ofReview,
      name: 'POST a review',
    },
    { path: '/api/reviews/{review}', keep: ofReview },
    { path: '/api/products/{product}' },
    { path: '/api/products/{product}/reviews', keep: ofReview },
    { method: 'DELETE', path: '/api/reviews/{review}' },
    { method: 'DELETE', path: '/api/reviews/{review}', name: 'DELETE it again' },
    { path: '/api/products/{product}', name: 'GET it without stars' },
    { method: 'DELETE', path: '/api/products/{product}' },
    { method: 'DELETE', path: '/api/products/{product}', name: 'DELETE the product again' },
  ],
  dependencies: ['postgres', 'mongodb', 'redis', 'api'],
  volatile: [
    /(?<="instance":")[^"]+/, // one of the replicas
    // How many there are, with those that were there before.
    /(?<="(?:products|reviews)":)\d+/,
    /(?<="total":)\d+(?=,"limit":20,"offset":100000)/,
  ],
};

function product(name: string) {
  return { name, category: 'Kitchen' };
}
