import type { IncomingMessage, ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

const TIMEOUT_MS = 5_000;
const UPLOAD_TIMEOUT_MS = 20_000; // over a slow line a photo takes its time
const METHODS = ['DELETE', 'GET', 'HEAD', 'OPTIONS', 'POST', 'PUT'];
const WITH_BODY = ['POST', 'PUT'];
const TO_BACKEND = ['content-type', 'content-length', 'if-none-match', 'x-request-id'];
const TO_BROWSER = ['content-type', 'content-length', 'cache-control', 'etag', 'retry-after'];

/** Path that the backend knows by what a browser calls `url`; undefined if that is none of the products. */
export function productsPath(url: string): string | undefined {
  // Parsed, as `..` in any disguise would lead to the rest of the backend.
  const { pathname, search } = new URL(url, 'http://localhost');
  return /^\/api\/products(\/|$)/.test(pathname) ? pathname.slice('/api'.length) + search : undefined;
}

/**
 * Passes on what a browser asks of the products: the backend itself need not be reachable from outside.
 *
 * It is no route of Next.js, which takes longer to find a route than the backend to answer.
 */
export async function passOn(request: IncomingMessage, response: ServerResponse, path: string): Promise<void> {
  const { method = 'GET' } = request;
  if (!METHODS.includes(method) || method === 'OPTIONS') {
    response.writeHead(method === 'OPTIONS' ? 204 : 405, { Allow: METHODS.join(', ') }).end();
    return;
  }
  const answer = await ask(request, response, path);
  if (!answer) {
    const problem = { error: 'the backend is unavailable', dependency: 'backend' };
    response
      .writeHead(503, { 'Content-Type': 'application/json', 'Retry-After': '5' })
      .end(JSON.stringify(problem));
    return;
  }

  response.statusCode = answer.status;
  for (const name of TO_BROWSER) {
    const value = answer.headers.get(name);
    if (value) response.setHeader(name, value);
  }
  const location = answer.headers.get('location');
  if (location) response.setHeader('Location', `/api${location}`);
  if (answer.body) await pipeline(answer.body, response);
  else response.end();
}

/** What the backend answers; undefined if it does not. */
async function ask(
  request: IncomingMessage,
  response: ServerResponse,
  path: string,
): Promise<Response | undefined> {
  const { method = 'GET', headers } = request;
  const body = WITH_BODY.includes(method);
  const stop = new AbortController();
  response.once('close', () => stop.abort()); // the client is gone, or has its answer
  const timer = setTimeout(() => stop.abort(), body ? UPLOAD_TIMEOUT_MS : TIMEOUT_MS);
  try {
    return await fetch(new URL(path, process.env.BACKEND_URL ?? 'http://localhost:4000'), {
      method,
      headers: TO_BACKEND.flatMap((name) => {
        const value = headers[name];
        return typeof value === 'string' ? [[name, value] as [string, string]] : [];
      }),
      redirect: 'manual',
      signal: stop.signal,
      // A body that is passed on while it still arrives.
      ...(body && { body: Readable.toWeb(request) as ReadableStream, duplex: 'half' }),
    });
  } catch {
    return undefined;
  } finally {
    clearTimeout(timer); // once it answers, a body may take as long as the browser does
  }
}
