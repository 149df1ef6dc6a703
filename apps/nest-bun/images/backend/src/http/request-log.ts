import { randomUUID } from 'node:crypto';
import type { NextFunction, Request, Response } from 'express';
import { log } from '../log.js';

/** Gives each request an id and one line in the log, by which it is found again. */
export function requestLog(request: Request, response: Response, next: NextFunction): void {
  const started = performance.now();
  const given = request.get('X-Request-ID') ?? '';
  // Anything longer or stranger than an id is not copied into logs and headers.
  const id = /^[\w.-]{1,128}$/.test(given) ? given : randomUUID();
  response.setHeader('X-Request-ID', id);

  // Probes come every few seconds and say nothing new.
  if (!request.path.startsWith('/health')) {
    const { method, path } = request;
    response.once('close', () => {
      const status = response.writableFinished ? response.statusCode : 499; // 499: the client went away
      log('info', 'request', `${method} ${path} ${status}`, {
        method,
        path,
        status,
        duration_ms: Math.round((performance.now() - started) * 10) / 10,
        request_id: id,
        client: request.ip,
      });
    });
  }
  next();
}
