import { backendUrl } from '../../../../lib/backend';

const TIMEOUT_MS = 5_000;
const UPLOAD_TIMEOUT_MS = 20_000; // over a slow line a photo takes its time
const TO_BACKEND = ['content-type', 'content-length', 'if-none-match', 'x-request-id'];
const TO_BROWSER = ['content-type', 'content-length', 'cache-control', 'etag', 'retry-after'];

/** Passes on what the browser asks of the products: the backend itself need not be reachable from outside. */
async function pass(request: Request): Promise<Response> {
  const { pathname, search } = new URL(request.url);
  const { method, body } = request;
  const silence = new AbortController();
  const timer = setTimeout(() => silence.abort(), body ? UPLOAD_TIMEOUT_MS : TIMEOUT_MS);
  try {
    const answer = await fetch(backendUrl(pathname.replace(/^\/api/, '') + search), {
      method,
      body,
      headers: pick(request.headers, TO_BACKEND),
      redirect: 'manual',
      cache: 'no-store',
      signal: AbortSignal.any([request.signal, silence.signal]),
      // A body that is passed on while it still arrives.
      ...(body && { duplex: 'half' }),
    });
    const headers = pick(answer.headers, TO_BROWSER);
    const location = answer.headers.get('location');
    if (location) headers.set('Location', `/api${location}`);
    return new Response(answer.body, { status: answer.status, headers });
  } catch {
    return Response.json(
      { error: 'the backend is unavailable', dependency: 'backend' },
      { status: 503, headers: { 'Retry-After': '5' } },
    );
  } finally {
    clearTimeout(timer); // once it answers, a body may take as long as the browser does
  }
}

function pick(headers: Headers, names: readonly string[]): Headers {
  return new Headers(
    names.flatMap((name) => [[name, headers.get(name)]]).filter(([, value]) => value) as [string, string][],
  );
}

export { pass as DELETE, pass as GET, pass as POST, pass as PUT };
