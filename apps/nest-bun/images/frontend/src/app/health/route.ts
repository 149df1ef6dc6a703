export const dynamic = 'force-dynamic';

/** Does the process live? Asks no dependency: a restart of this process would not mend one. */
export function GET(): Response {
  return Response.json({ status: 'up' }, { headers: { 'Cache-Control': 'no-store' } });
}
