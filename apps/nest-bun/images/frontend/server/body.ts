import type { IncomingMessage } from 'node:http';

export function hasBody({ headers }: IncomingMessage): boolean {
  return headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;
}

/** The body of a request; undefined if it has more than `most` bytes. */
export async function readBody(
  request: IncomingMessage,
  most: number,
): Promise<Buffer<ArrayBuffer> | undefined> {
  if (Number(request.headers['content-length'] ?? 0) > most) return undefined;
  const chunks: Buffer[] = [];
  let size = 0;
  // Not destroyed at the end: the answer that tells goes by the same connection.
  for await (const chunk of request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > most) {
      request.resume(); // to its end: a kept connection would hang with an unread rest
      return undefined;
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
