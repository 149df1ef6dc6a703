// Serves what `next build` made, as Next.js's own server.js does, with a log of requests and the way to the backend.
import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { resolve } from 'node:path';
import { format } from 'node:util';
import next from 'next';
import { HEADERS } from './headers.ts';
import { log } from './log.ts';
import { passOn, productsPath } from './products.ts';
import { watchRequest } from './request-log.ts';
import { closeOnSignal } from './shutdown.ts';
import { Crowded, Turnstile } from './turnstile.ts';

const dir = resolve(import.meta.dirname, '..');
const port = Number(process.env.PORT ?? 3000);

console.log = (...args: unknown[]) => log('info', 'next', format(...args));
console.error = (...args: unknown[]) => log('error', 'next', format(...args));
console.warn = (...args: unknown[]) => log('warning', 'next', format(...args));

// The settings of the build, as server.js hands them over; next.config.ts is not in the image.
const { config } = JSON.parse(readFileSync(resolve(dir, '.next/required-server-files.json'), 'utf8'));
process.env.__NEXT_PRIVATE_STANDALONE_CONFIG = JSON.stringify(config);
process.chdir(dir);

const app = next({ dev: false, dir, port, hostname: '0.0.0.0' });
const handle = app.getRequestHandler();
await app.prepare();

const pages = new Turnstile(4, 200);
const NO_PAGE = /^\/(_next|ready)(\/|\?|$)/;

const server = createServer((request, response) => {
  watchRequest(request, response);
  answer(request, response).catch((error: unknown) => {
    if (error instanceof Crowded) {
      response.writeHead(503, { 'Retry-After': '5' }).end('Too many visitors, try again\n');
      return;
    }
    console.error(error);
    if (response.headersSent) response.destroy();
    else response.writeHead(500).end('Internal Server Error\n');
  });
});
// Longer than proxies keep idle connections (60 s and less): the side that closes first should be the client,
// or a request meets a connection that is just being closed.
server.keepAliveTimeout = 75_000;
closeOnSignal(server);
server.listen(port, '0.0.0.0', () => log('info', 'main', `listening on port ${port}`));

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { url = '/' } = request;
  for (const [name, value] of HEADERS) response.setHeader(name, value);
  if (url === '/health') return alive(response);
  const products = productsPath(url);
  if (products) return passOn(request, response, products);

  const page = async () => {
    if (!response.destroyed) await handle(request, response); // else the client is gone by now
  };
  return NO_PAGE.test(url) ? page() : pages.pass(page);
}

/** Does the process live? Asks no dependency, whose absence a restart would not mend, and waits behind no page. */
function alive(response: ServerResponse): void {
  response
    .writeHead(200, { 'Content-Type': 'application/json', 'Cache-Control': 'no-store' })
    .end('{"status":"up"}');
}
