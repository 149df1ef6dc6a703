import type { NextRequest } from 'next/server';
import { askBackend, reasonOf } from '../../../lib/backend';
import { readBody } from '../../../lib/body';

const maxBody = 64 * 1024; // as the backend

const asked = ['accept', 'content-type', 'x-request-id'];
const answered = ['allow', 'cache-control', 'content-type', 'location', 'retry-after'];

/** Passes a request on to the backend, and its answer back. */
async function forward(request: NextRequest): Promise<Response> {
  const { method, nextUrl } = request;
  const body = await readBody(request, maxBody);
  if (!body) return refuse(413, { error: `the body must have at most ${maxBody} bytes` });
  try {
    const answer = await askBackend(nextUrl.pathname + nextUrl.search, {
      method,
      headers: pick(request.headers, asked),
      ...(body.length > 0 && { body }),
    });
    return new Response(answer.body, { status: answer.status, headers: pick(answer.headers, answered) });
  } catch (error) {
    console.warn('backend is unavailable: %s', reasonOf(error));
    return refuse(503, { error: 'backend is unavailable', dependency: 'backend' }, { 'Retry-After': '5' });
  }
}

function pick(headers: Headers, names: readonly string[]): Headers {
  return new Headers(names.flatMap((name) => (headers.has(name) ? [[name, headers.get(name)!]] : [])));
}

function refuse(status: number, problem: object, headers: Record<string, string> = {}): Response {
  return new Response(`${JSON.stringify(problem)}\n`, {
    status,
    headers: { 'Content-Type': 'application/json', 'Cache-Control': 'no-store', ...headers },
  });
}

export {
  forward as DELETE,
  forward as GET,
  forward as HEAD,
  forward as OPTIONS,
  forward as PATCH,
  forward as POST,
  forward as PUT,
};
