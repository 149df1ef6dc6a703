// Gives each request an id and a log line.
import { randomUUID } from 'node:crypto';
import { subscribe } from 'node:diagnostics_channel';
import { log } from './logs.js';
import { isStopping, waitFor } from './stop.js';

// Probes come every few seconds and say nothing new.
const quiet = new Set(['/health', '/ready']);

// As nginx logs it, when nobody waited for the answer.
const clientGone = 499;

subscribe('http.server.request.start', ({ request, response, socket, server }) => {
  const started = performance.now();
  waitFor(server);
  const given = request.headers['x-request-id'] ?? '';
  // Anything longer or stranger than an id is not copied into logs and headers.
  const id = /^[\w.-]{1,128}$/.test(given) ? given : randomUUID();
  request.headers['x-request-id'] = id; // for the backend
  response.setHeader('X-Request-ID', id);
  if (isStopping()) response.setHeader('Connection', 'close');

  const { method, url } = request;
  const path = url.split('?', 1)[0];
  if (quiet.has(path)) return;
  const client = socket.remoteAddress;
  response.once('close', () => {
    const status = response.writableFinished ? response.statusCode : clientGone;
    const duration_ms = Math.round((performance.now() - started) * 10) / 10;
    log('info', `${method} ${path}`, { method, path, status, duration_ms, request_id: id, client });
  });
});
