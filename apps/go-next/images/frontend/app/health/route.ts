export const dynamic = 'force-dynamic';

/** Does the process live? Asks no dependency: a restart of this process would not mend one. */
export function GET(): Response {
  return new Response('{"status":"ok"}\n', {
    headers: { 'Content-Type': 'application/json', 'Cache-Control': 'no-store' },
  });
}
