// Serves what `next build` made. Next.js's own server.js writes no log of requests; everything else is as there.
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { resolve } from 'node:path';
import { format } from 'node:util';
import next from 'next';
import { log } from './log.ts';
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
const NO_PAGE = /^\/(api|_next|health|ready)(\/|\?|$)/;

const server = createServer((request, response) => {
  watchRequest(request, response);
  const answer = async () => {
    if (!response.destroyed) await handle(request, response); // else the client is gone by now
  };
  const answered = NO_PAGE.test(request.url ?? '/') ? answer() : pages.pass(answer);
  answered.catch((error: unknown) => {
    if (error instanceof Crowded) {
      response.writeHead(503, { 'Retry-After': '5' }).end('Too many visitors, try again\n');
      return;
    }
    console.error(error);
    response.writeHead(500).end('Internal Server Error\n');
  });
});
// Longer than proxies keep idle connections (60 s and less): the side that closes first should be the client,
// or a request meets a connection that is just being closed.
server.keepAliveTimeout = 75_000;
closeOnSignal(server);
server.listen(port, '0.0.0.0', () => log('info', 'main', `listening on port ${port}`));
