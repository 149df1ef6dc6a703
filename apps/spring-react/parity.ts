import type { ParityChecks, ParityRequest } from 'slipway';

/** A page of another site that may call the API; which one that is, either side says for itself. */
const elsewhere = { Origin: '{backend.CORS_ALLOWED_ORIGINS}' };

/** Signed in as who may only read, in a unit that nothing here writes to. */
const reader = { Authorization: 'Bearer {reader}' };

/** Signed in as who may write in another unit. */
const writer = { Authorization: 'Bearer {writer}' };

/** What must be the same under Compose and on Kubernetes. */
export const parity: ParityChecks = {
  entry: { service: 'nginx', port: 8080 },
  services: {
    nginx: { port: 8080, health: ['/health'] },
    frontend: { port: 8080, health: ['/health'] },
    backend: {
      port: 8080,
      health: ['/actuator/health/liveness', '/actuator/health/readiness', '/api/health'],
    },
    postgres: { port: 5432 },
    adminer: { port: 8080 },
  },
  requests: [
    { path: '/', keep: { script: /src="\/assets\/([^"]+)"/ } },
    { method: 'HEAD', path: '/' },
    { path: '/clients', headers: { Accept: 'text/html' } },
    {
      path: '/assets/{script}',
      headers: { 'Accept-Encoding': 'gzip' },
      name: 'GET a script, compressed',
    },
    { path: '/assets/no-such-file.js' },
    { path: '/icon.svg' },
    { path: '/.env' },
    { method: 'POST', path: '/', json: {} },
    { path: '/health' },
    { path: '/actuator' },
    {
      path: '/actuator/prometheus',
      headers: elsewhere,
      name: 'GET /actuator/prometheus, by a page elsewhere',
    },
    { path: '/api/%2e%2e/%61ctuator/health', name: 'GET /actuator/health, disguised' },
    { path: '/actuators' },
    login('bogota', 'reader'),
    { path: '/api' },
    { path: '/api/health' },
    { path: '/api/v1/auth/health' },
    { path: '/api/no-such-path' },
    { path: '/api/openapi' },
    { path: '/api/swagger-ui.html' },
    { path: '/api/v1/units', name: 'GET /api/v1/units, not signed in' },
    {
      path: '/api/v1/units',
      headers: { Authorization: 'Bearer abc.def.ghi' },
      name: 'GET /api/v1/units, with a token of nobody',
    },
    login('lima', 'writer'),
    { path: '/api/v1/auth/me', headers: reader },
    { path: '/api/v1/units', headers: { ...reader, ...elsewhere } },
    { path: '/api/v1/clients?limit=1&offset=1', headers: reader },
    { path: '/api/v1/clients?limit=500', headers: reader },
    { path: '/api/v1/clients/7', headers: reader },
    client({}, reader, 'POST a client, as who may only read'),
    {
      method: 'POST',
      path: '/api/v1/auth/login',
      json: { email: 'lima@pagodirecto.example', password: 'a guess' },
      name: 'POST a wrong password',
    },
    client({ email: 'sol' }, writer, 'POST a client without an address'),
    client({ colour: 'blue' }, writer, 'POST a client with more than there is'),
    client({ name: 'x'.repeat(100_000) }, writer, 'POST 100 kB'),
    client({ name: 'x'.repeat(1_100_000) }, writer, 'POST 1.1 MB'),
    {
      method: 'POST',
      path: '/api/v1/clients',
      headers: { ...writer, 'Content-Type': 'application/json' },
      body: '{"name":',
      name: 'POST half of a client',
    },
    { ...client({}, writer, 'POST a client'), keep: { client: /"id":"([^"]+)"/ } },
    client({}, writer, 'POST it again'),
    { path: '/api/v1/clients/{client}', headers: writer },
    {
      path: '/api/v1/clients/{client}',
      headers: reader,
      name: 'GET /api/v1/clients/{client}, from another unit',
    },
    { method: 'DELETE', path: '/api/v1/clients/{client}', headers: writer },
    { method: 'DELETE', path: '/api/v1/clients/{client}', headers: writer, name: 'DELETE it again' },
    { method: 'POST', path: '/api/v1/auth/refresh' },
    { method: 'POST', path: '/api/v1/auth/logout' },
    { method: 'PATCH', path: '/api/v1/clients', headers: writer },
    {
      method: 'OPTIONS',
      path: '/api/v1/clients',
      headers: { ...elsewhere, 'Access-Control-Request-Method': 'POST' },
      name: 'OPTIONS of a page elsewhere',
    },
    {
      method: 'OPTIONS',
      path: '/api/v1/clients',
      headers: { Origin: 'https://stranger.example', 'Access-Control-Request-Method': 'POST' },
      name: 'OPTIONS of a stranger',
    },
  ],
  dependencies: ['frontend', 'postgres', 'backend'],
  volatile: [
    /(?<="instance":")[^"]+/, // one of the two backends
    /(?<="accessToken":")[^"]+/,
  ],
  prepare: 'scripts/certificate.sh',
};

function login(name: string, token: string): ParityRequest {
  return {
    method: 'POST',
    path: '/api/v1/auth/login',
    json: { email: `${name}@pagodirecto.example`, password: '{backend.INITIAL_PASSWORD}' },
    keep: { [token]: /"accessToken":"([^"]+)"/ },
    name: `POST the password of ${name}`,
  };
}

function client(
  fields: Readonly<Record<string, string>>,
  headers: Readonly<Record<string, string>>,
  name: string,
): ParityRequest {
  const json = { name: 'Bodega Luna', email: 'luna@luna.example', ...fields };
  return { method: 'POST', path: '/api/v1/clients', headers, json, name };
}
