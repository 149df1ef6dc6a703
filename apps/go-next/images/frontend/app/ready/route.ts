import { askBackend } from '../../runtime/ask';

export const dynamic = 'force-dynamic';

/** Does the backend live? What the backend itself depends on is for its own /ready to say. */
export async function GET(): Promise<Response> {
  const ok = await askBackend('/health', {}, 1000).then(
    (answer) => answer.ok,
    () => false,
  );
  return new Response(`backend: ${ok ? 'ok' : 'unavailable'}\n`, {
    status: ok ? 200 : 503,
    headers: { 'Content-Type': 'text/plain; charset=utf-8', 'Cache-Control': 'no-store' },
  });
}
