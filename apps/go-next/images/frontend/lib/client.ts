/** An answer of the API that says no. */
export class Refused extends Error {
  constructor(
    readonly status: number,
    message: string,
  ) {
    super(message);
  }
}

/** Asks the API on this origin, which passes it on to the backend. */
export async function ask(path: string, init: RequestInit): Promise<void> {
  const answer = await fetch(path, init).catch(() => {
    throw new Refused(0, 'no answer from the server');
  });
  if (answer.ok) return;
  const { error = answer.statusText } = (await answer.json().catch(() => ({}))) as { error?: string };
  throw new Refused(answer.status, error);
}
