import { randomUUID } from 'node:crypto';
import type { NextFunction, Request, Response } from 'express';
import { log } from '../log.js';
import { count } from '../metrics/metrics.js';

/** Gives each request an id and one line in the log, by which it is found again, and counts it. */
export function requestLog(request: Request, response: Response, next: NextFunction): void {
  const started = performance.now();
  const given = request.get('X-Request-ID') ?? '';
  // Anything longer or stranger than an id is not copied into logs and headers.
  const id = /^[\w.-]{1,128}$/.test(given) ? given : randomUUID();
  response.setHeader('X-Request-ID', id);

  // Probes and scrapes come every few seconds and say nothing new.
  if (!/^\/(health|metrics)(\/|$)/.test(request.path)) {
    const { method, path } = request;
    response.once('close', () => {
      const status = response.writableFinished ? response.statusCode : 499; // 499: the client went away
      const took = performance.now() - started;
      count(request, status, took);
      log('info', 'request', `${method} ${path} ${status}`, {
        method,
        path,
        status,
        duration_ms: Math.round(took * 10) / 10,
        request_id: id,
        client: request.ip,
      });
    });
  }
  next();
}
