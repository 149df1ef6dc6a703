import { setTimeout as sleep } from 'node:timers/promises';
import type { Site } from './site';

const pause = 200;

/**
 * Does `disruption` while somebody asks for the page of the site, five times a second.
 *
 * @returns what went wrong, a line each
 */
export async function failuresDuring(disruption: () => Promise<unknown>, site: Site): Promise<string[]> {
  const failures: string[] = [];
  const over = new AbortController();
  const disrupted = disruption().finally(() => {
    over.abort();
  });
  while (!over.signal.aborted) {
    const problem = await site.ask('/').then(
      ({ status, text }) => (status === 200 ? undefined : `answered ${status}: ${text.trim().slice(0, 200)}`),
      (error: unknown) => (error as Error).message,
    );
    if (problem !== undefined) failures.push(problem);
    await sleep(pause);
  }
  await disrupted;
  return failures;
}
