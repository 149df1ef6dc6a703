import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { log } from './log.ts';

// Probes come every few seconds and say nothing new; the assets of a page say no more than the page.
const QUIET = /^\/(health|ready|_next\/static\/.*|icon\.svg)$/;

/** Gives a request an id, which goes on to the backend, and one line in the log. */
export function watchRequest(request: IncomingMessage, response: ServerResponse): void {
  const started = performance.now();
  const given = request.headers['x-request-id'];
  // Anything longer or stranger than an id is not copied into logs and headers.
  const id = typeof given === 'string' && /^[\w.-]{1,128}$/.test(given) ? given : randomUUID();
  request.headers['x-request-id'] = id;
  response.setHeader('X-Request-ID', id);

  const { method = 'GET', url = '/' } = request;
  const path = url.split('?', 1)[0] ?? '/';
  if (QUIET.test(path)) return;
  response.once('close', () => {
    const status = response.writableFinished ? response.statusCode : 499; // 499: the client went away
    log('info', 'request', `${method} ${path} ${status}`, {
      method,
      path,
      status,
      duration_ms: Math.round((performance.now() - started) * 10) / 10,
      request_id: id,
      client: request.socket.remoteAddress,
    });
  });
}
