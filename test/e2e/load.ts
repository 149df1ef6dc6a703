import autocannon from 'autocannon';
import { once } from 'node:events';
import { eventually } from './patience';
import type { Site } from './site';

/** A request that a client of the load sends, in turn with the others. */
export type LoadRequest = autocannon.Request;

/** How many clients there are, and how many requests they send together in a second. */
export interface Pace {
  readonly clients: number;

  /** @default - as many as are answered */
  readonly perSecond?: number;
}

/** A hundred people, of whom each asks once a second. */
const people: Pace = { clients: 100, perSecond: 100 };

/** A hundred programs that send the next request as soon as they have an answer. They use up a small machine. */
export const flatOut: Pace = { clients: 100 };

/**
 * Does `disruption` while clients use the site: a hundred people, unless `pace` says otherwise.
 *
 * If a connection ends without an answer or an error, autocannon opens another and counts nothing. A request that a pod
 * loses still counts, because the ingress controller answers it with 502 or 504.
 *
 * @returns what they missed, a line each: answers other than 2xx, broken connections, requests without an answer
 */
export async function lossDuring(
  disruption: () => Promise<void>,
  site: Site,
  requests: LoadRequest[],
  { clients, perSecond }: Pace = people,
): Promise<string[]> {
  await calm(site, requests, clients);
  const { host, port } = await site.address();
  const losses = new Map<string, number>();
  const count = (loss: string) => losses.set(loss, (losses.get(loss) ?? 0) + 1);
  const options = {
    url: `http://${host}:${port}`,
    headers: { host: site.host },
    requests: requests.map((request) => ({
      ...request,
      onResponse: (status: number, body: string) => {
        // The body tells who refused: the app, nginx or the ingress controller.
        if (status < 200 || status > 299) count(`answered ${status}: ${body.trim().slice(0, 200)}`);
      },
    })),
    connections: clients,
    overallRate: perSecond,
    duration: 600, // it is stopped as soon as the disruption is over
    timeout: 30, // slow is not lost: the machine may be small
  };
  const load = autocannon(options, () => undefined); // without a callback it could not be stopped
  const end = once(load, 'done') as Promise<[autocannon.Result]>;
  load.on('reqError', ({ message }: Error) => count(`failed: ${message}`));
  await disruption().finally(() => {
    load.stop();
  });

  const [result] = await end;
  if (result['2xx'] < clients) throw new Error(`there was no load: ${result['2xx']} answers of the kind 2xx`);
  return [...losses].map(([loss, times]) => `${times} × ${loss}`);
}

/** Waits for the end of what was before: each process notices for itself that a database is back. */
async function calm(site: Site, requests: readonly LoadRequest[], clients: number): Promise<void> {
  const reads = requests.filter(({ method }) => method === 'GET');
  await eventually(async () => {
    const asked = Array.from({ length: clients }, async (_, index) => {
      const { path = '/', headers } = reads[index % reads.length] ?? {};
      const { status, text } = await site.ask(path, {
        headers: headers as Record<string, string> | undefined,
      });
      if (status !== 200) throw new Error(`${path} answered ${status} before the disruption: ${text}`);
    });
    await Promise.all(asked);
  });
}
