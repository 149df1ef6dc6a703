import type { IncomingMessage, ServerResponse } from 'node:http';
import { ask } from './backend.ts';
import { hasBody, readBody } from './body.ts';
import { Crowded, Turnstile } from './turnstile.ts';

const LARGEST_BODY = 1024 * 1024; // a photo, as in the backend
const TRANSFER_TIMEOUT_MS = 60_000; // over a slow line a photo takes its time
const METHODS = ['DELETE', 'GET', 'HEAD', 'OPTIONS', 'POST', 'PUT'];
const TO_BROWSER = ['content-type', 'cache-control', 'etag', 'retry-after'];

// A photo is in memory as long as it is passed on: a hundred at once would be more than there is.
const photos = new Turnstile(4, 200);

/** Path that the backend knows by what a browser calls `url`; undefined if that is none of the products. */
export function productsPath(url: string): string | undefined {
  if (!URL.canParse(url, 'http://localhost')) return undefined;
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
  const pass = () => transfer(request, response, path);
  if (!hasBody(request) && !/\/photo(\?|$)/.test(path)) return pass();
  return photos.pass(pass).catch((error: unknown) => {
    if (!(error instanceof Crowded)) throw error;
    refuse(response, 503, { error: 'too many photos at once, try again' });
  });
}

/** Ends when the browser has its answer, or is gone. */
async function transfer(request: IncomingMessage, response: ServerResponse, path: string): Promise<void> {
  if (response.destroyed) return;
  const gone = new Promise<void>((resolve) => response.once('close', resolve));
  const timer = setTimeout(() => response.destroy(), TRANSFER_TIMEOUT_MS);
  try {
    await answer(request, response, path);
    await gone;
  } finally {
    clearTimeout(timer);
  }
}

async function answer(request: IncomingMessage, response: ServerResponse, path: string): Promise<void> {
  const body = hasBody(request) ? await readBody(request, LARGEST_BODY) : Buffer.alloc(0);
  if (!body) {
    refuse(response, 413, { error: `the body must have at most ${LARGEST_BODY} bytes` });
    return;
  }
  const { method = 'GET', headers } = request;
  const answered = await ask(path, method, headers, body);
  if (!answered) {
    refuse(response, 503, { error: 'the backend is unavailable', dependency: 'backend' });
    return;
  }

  response.statusCode = answered.status;
  // Without a body nothing else tells its length.
  for (const name of method === 'HEAD' ? [...TO_BROWSER, 'content-length'] : TO_BROWSER) {
    const value = answered.headers.get(name);
    if (value) response.setHeader(name, value);
  }
  const location = answered.headers.get('location');
  if (location) response.setHeader('Location', `/api${location}`);
  response.end(answered.content);
}

function refuse(response: ServerResponse, status: number, problem: Readonly<Record<string, string>>): void {
  response
    .writeHead(status, { 'Content-Type': 'application/json', ...(status === 503 && { 'Retry-After': '5' }) })
    .end(JSON.stringify(problem));
}
