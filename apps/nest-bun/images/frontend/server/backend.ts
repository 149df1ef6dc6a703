import type { IncomingHttpHeaders } from 'node:http';
import { backendUrl } from './backend-url.ts';

const TIMEOUT_MS = 5_000;
const UPLOAD_TIMEOUT_MS = 20_000; // the backend puts what it gets into a store
const TO_BACKEND = ['content-type', 'if-none-match', 'x-request-id'];

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly content: Buffer;
}

/** What the backend answers, as a whole; undefined if it does not, or not in time. */
export async function ask(
  path: string,
  method: string,
  headers: IncomingHttpHeaders,
  body: Buffer<ArrayBuffer>,
): Promise<Answer | undefined> {
  try {
    const answer = await fetch(backendUrl(path), {
      method,
      headers: TO_BACKEND.flatMap((name) => {
        const value = headers[name];
        return typeof value === 'string' ? [[name, value] as [string, string]] : [];
      }),
      redirect: 'manual',
      signal: AbortSignal.timeout(body.length > 0 ? UPLOAD_TIMEOUT_MS : TIMEOUT_MS),
      ...(body.length > 0 && { body }),
    });
    return { status: answer.status, headers: answer.headers, content: Buffer.from(await answer.arrayBuffer()) };
  } catch {
    return undefined;
  }
}
