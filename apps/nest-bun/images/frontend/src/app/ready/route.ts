import { backendUrl } from '../../../server/backend-url';

export const dynamic = 'force-dynamic';

/** Can it do its work? It has nothing to show without a backend that serves. */
export async function GET(): Promise<Response> {
  const up = await backendIsReady();
  return new Response(`backend: ${up ? 'up' : 'down'}\n`, {
    status: up ? 200 : 503,
    headers: { 'Cache-Control': 'no-store', 'Content-Type': 'text/plain; charset=utf-8' },
  });
}

async function backendIsReady(): Promise<boolean> {
  try {
    const answer = await fetch(backendUrl('/health/ready'), {
      cache: 'no-store',
      signal: AbortSignal.timeout(2000),
    });
    return answer.ok;
  } catch {
    return false;
  }
}
