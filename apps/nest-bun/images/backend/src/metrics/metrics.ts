import type { Request } from 'express';
import { collectDefaultMetrics, Counter, Histogram, register } from 'prom-client';

collectDefaultMetrics();

const requests = new Counter({
  name: 'http_requests_total',
  help: 'Requests answered.',
  labelNames: ['method', 'route', 'status'],
});
const seconds = new Histogram({
  name: 'http_request_duration_seconds',
  help: 'Time to answer a request.',
  labelNames: ['method', 'route'],
});

// Clients may send any method and any path; labels must stay few.
const methods = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']);

/** Notes a request that has been answered. */
export function count(request: Request, status: number, took: number): void {
  const method = methods.has(request.method) ? request.method : 'other';
  const route = (request.route as { path?: string } | undefined)?.path ?? 'none';
  requests.inc({ method, route, status });
  seconds.observe({ method, route }, took / 1000);
}

/** All numbers, as Prometheus reads them. */
export function exposition(): Promise<string> {
  return register.metrics();
}

export const contentType = register.contentType;
