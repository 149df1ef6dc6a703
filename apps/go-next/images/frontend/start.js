// Serves what `next build` made, as Next's own server.js does, and passes requests for the API on to the backend.
import './runtime/logs.js';
import './runtime/stop.js';
import './runtime/requests.js';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import next from 'next';
import { apiPath, passOn } from './runtime/api.js';

const { BACKEND_URL = '', PORT = '3000' } = process.env;
if (!/^https?:\/\//.test(BACKEND_URL) || !URL.canParse(BACKEND_URL)) {
  console.error("BACKEND_URL must be a URL such as http://backend:5000, got '%s'", BACKEND_URL);
  process.exit(1);
}

const headers = Object.entries({
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'DENY',
  'Referrer-Policy': 'strict-origin-when-cross-origin',
});

// The settings of the build, as server.js hands them over; next.config.ts is not in the image.
const dir = import.meta.dirname;
const { config } = JSON.parse(readFileSync(`${dir}/.next/required-server-files.json`, 'utf8'));
process.env.__NEXT_PRIVATE_STANDALONE_CONFIG = JSON.stringify(config);
process.env.NODE_ENV = 'production';
process.chdir(dir);

const app = next({ dev: false, dir, hostname: '0.0.0.0', port: Number(PORT) });
const page = app.getRequestHandler();
await app.prepare();

const server = createServer((request, response) => {
  for (const [name, value] of headers) response.setHeader(name, value);
  const path = apiPath(request.url);
  const answered = path ? passOn(request, response, path) : page(request, response);
  answered.catch((error) => {
    console.error(error);
    response.destroy(); // the client is gone, or has the beginning of an answer
  });
});
// Longer than proxies keep idle connections (60 s and less): the side that closes first should be the client, or
// a request meets a connection that is just being closed.
server.keepAliveTimeout = 75_000;
server.listen(Number(PORT), '0.0.0.0', () => console.log('listening on port %s', PORT));
