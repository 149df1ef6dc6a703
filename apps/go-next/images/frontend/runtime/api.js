// Passes requests on to the backend, and its answers back. It is no route of Next, which takes longer to find a route
// than the backend to answer.
import { askBackend, reasonOf } from './ask.js';

const maxBody = 64 * 1024; // as the backend

const asked = ['accept', 'content-type', 'x-request-id'];
const answered = ['allow', 'cache-control', 'content-type', 'location', 'retry-after'];

/** Where in the API `url` leads; nowhere if it is a page's. */
export function apiPath(url) {
  if (!URL.canParse(url, 'http://frontend')) return undefined;
  const { pathname, search } = new URL(url, 'http://frontend');
  return /^\/api(\/|$)/.test(pathname) ? pathname + search : undefined;
}

export async function passOn(request, response, path) {
  const body = await readBody(request);
  if (!body) return refuse(response, 413, { error: `the body must have at most ${maxBody} bytes` });
  try {
    const answer = await askBackend(path, {
      method: request.method,
      headers: pick(asked, (name) => request.headers[name]),
      ...(body.length > 0 && { body }),
    });
    const content = Buffer.from(await answer.arrayBuffer());
    response
      .writeHead(
        answer.status,
        pick(answered, (name) => answer.headers.get(name)),
      )
      .end(content);
  } catch (error) {
    console.warn('backend is unavailable: %s', reasonOf(error));
    const problem = { error: 'backend is unavailable', dependency: 'backend' };
    refuse(response, 503, problem, { 'Retry-After': '5' });
  }
}

/** The body, or nothing if it is too large. It is read to its end: a kept connection would hang with an unread rest. */
async function readBody(request) {
  const chunks = [];
  let size = 0;
  for await (const chunk of request) {
    size += chunk.length;
    if (size <= maxBody) chunks.push(chunk);
  }
  return size <= maxBody ? Buffer.concat(chunks) : undefined;
}

function pick(names, valueOf) {
  return Object.fromEntries(names.map((name) => [name, valueOf(name)]).filter(([, value]) => value));
}

function refuse(response, status, problem, headers = {}) {
  response
    .writeHead(status, { 'Content-Type': 'application/json', 'Cache-Control': 'no-store', ...headers })
    .end(`${JSON.stringify(problem)}\n`);
}
