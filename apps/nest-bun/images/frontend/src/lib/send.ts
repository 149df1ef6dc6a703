/** Sends something to the shop; throws an error with the words of the answer if that fails. */
export async function send(method: string, path: string, body?: BodyInit, type?: string): Promise<void> {
  const response = await fetch(`/api/products${path}`, {
    method,
    ...(body !== undefined && { body }),
    ...(type && { headers: { 'Content-Type': type } }),
  }).catch(() => {
    throw new Error('the shop does not answer');
  });
  if (response.ok) return;
  const answer: { error?: string } = await response.json().catch(() => ({}));
  throw new Error(answer.error ?? `the shop answered ${response.status}`);
}
