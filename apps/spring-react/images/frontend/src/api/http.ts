import { z } from 'zod';
import { useSession } from '../session';
import { signedIn } from './schemas';

/** An answer that says no, and which field is the reason, if one is. */
export class ApiError extends Error {
  constructor(
    message: string,
    readonly status: number,
    readonly field?: string,
  ) {
    super(message);
  }
}

const refusal = z.object({ error: z.string(), field: z.string().optional() });

async function send(method: string, path: string, body?: unknown): Promise<Response> {
  const { accessToken } = useSession.getState();
  return fetch(path, {
    method,
    headers: {
      ...(accessToken !== null && { Authorization: `Bearer ${accessToken}` }),
      ...(body !== undefined && { 'Content-Type': 'application/json' }),
    },
    body: body === undefined ? undefined : JSON.stringify(body),
  });
}

async function read<T>(response: Response, schema: z.ZodType<T>): Promise<T> {
  const body: unknown = response.status === 204 ? undefined : await response.json().catch(() => undefined);
  if (!response.ok) {
    const { error, field } = refusal.safeParse(body).data ?? { error: `the server answered ${response.status}` };
    throw new ApiError(error, response.status, field);
  }
  return schema.parse(body);
}

let renewal: Promise<void> | undefined;

/** Begins a session from the cookie, if there is a good one; once at a time, as the cookie is good for one renewal. */
export function renew(): Promise<void> {
  renewal ??= send('POST', '/api/v1/auth/refresh')
    .then((response) => read(response, signedIn))
    .then(({ accessToken, account }) => useSession.getState().begin(accessToken, account))
    .catch((error: unknown) => {
      // A server that is away does not end a session that has begun.
      const refused = error instanceof ApiError && error.status === 401;
      if (refused || useSession.getState().account === null) useSession.getState().end();
    })
    .finally(() => (renewal = undefined));
  return renewal;
}

/** Asks the API; an access token that has run out is renewed on the way. */
export async function ask<T>(method: string, path: string, schema: z.ZodType<T>, body?: unknown): Promise<T> {
  let response = await send(method, path, body);
  if (response.status === 401 && useSession.getState().accessToken !== null) {
    await renew();
    response = await send(method, path, body);
  }
  return read(response, schema);
}
