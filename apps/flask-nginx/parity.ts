import type { ParityChecks } from 'slipway';

/** What must be the same under Compose and on Kubernetes. */
export const parity: ParityChecks = {
  entry: { service: 'nginx', port: 8080 },
  services: {
    nginx: { port: 8080, health: ['/health'] },
    app: { port: 5000, health: ['/health', '/ready'] },
    redis: { port: 6379 },
    postgres: { port: 5432 },
  },
  requests: [
    { path: '/' },
    { path: '/', headers: { Accept: 'text/html' }, name: 'GET / by a browser' },
    {
      path: '/static/notes.js?v=1.0.0',
      headers: { 'Accept-Encoding': 'gzip' },
      name: 'GET a script, compressed',
    },
    {
      path: '/static/icon.svg?v=1.0.0',
      headers: { 'Accept-Encoding': 'gzip' },
      name: 'GET an icon, compressed',
    },
    { path: '/health' },
    { path: '/ready' },
    { path: '/metrics' },
    { path: '/metrics/' },
    { path: '/%6Detrics', name: 'GET /metrics, disguised' },
    { path: '/no-such-page' },
    { path: '/notes?offset=100000' },
    { path: '/notes?limit=500' },
    { method: 'OPTIONS', path: '/notes' },
    { method: 'PUT', path: '/notes', json: { text: 'buy milk' } },
    { method: 'POST', path: '/notes', json: {} },
    {
      method: 'POST',
      path: '/notes',
      headers: { 'Content-Type': 'text/plain' },
      json: 'buy milk',
      name: 'POST text/plain',
    },
    {
      method: 'POST',
      path: '/notes',
      json: { text: 'x'.repeat(2_001) },
      name: 'POST a note that is too long',
    },
    { method: 'POST', path: '/notes', json: { text: 'x'.repeat(100_000) }, name: 'POST 100 kB' },
    { method: 'POST', path: '/notes', json: { text: 'x'.repeat(1_100_000) }, name: 'POST 1.1 MB' },
    {
      method: 'POST',
      path: '/notes',
      json: { text: 'buy milk' },
      keep: { id: /"id":(\d+)/ },
      name: 'POST a note',
    },
    { path: '/notes/{id}' },
    { method: 'DELETE', path: '/notes/{id}' },
    { method: 'DELETE', path: '/notes/{id}', name: 'DELETE it again' },
  ],
  dependencies: ['postgres', 'redis', 'app'],
  // Visits go up with each request, and notes may be there from before.
  volatile: [/(?<="(?:hits|notes|total)":)\d+/, /(?<=<dt>(?:Visits|Notes)<\/dt>\s*<dd[^>]*>)[\d,]+/],
};
