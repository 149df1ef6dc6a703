import type { Request } from 'express';
import { PayloadTooLargeException } from '@nestjs/common';

/** The body of a request, if it has at most `limit` bytes. */
export async function readBody(request: Request, limit: number): Promise<Buffer> {
  const tooLarge = new PayloadTooLargeException(`the body must have at most ${limit} bytes`);
  if (Number(request.headers['content-length']) > limit) throw tooLarge;
  const chunks: Buffer[] = [];
  let size = 0;
  // Not destroyed at an error: the answer that tells goes by the same connection.
  for await (const chunk of request.iterator({ destroyOnReturn: false })) {
    size += chunk.length;
    if (size > limit) {
      request.resume(); // to its end: a kept connection would hang with an unread rest
      throw tooLarge;
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
