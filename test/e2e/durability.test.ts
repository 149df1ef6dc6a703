import { DeployedStack } from './deployed-stack';
import { eventually } from './patience';
import { sigkill } from './sigkill';
import { Site } from './site';
import { Writer } from './writer';

// A drill of many minutes: docs/operations.md has what came of 20.
const kills = Number(process.env.SLIPWAY_E2E_KILLS ?? 0);
const describeDrill = kills > 0 ? describe : describe.skip;

const reviews = new DeployedStack('fastapi-mongo');
const reviewsSite = new Site('fastapi-mongo.localhost');
const notes = new DeployedStack('flask-nginx');
const notesSite = new Site('flask-nginx.localhost');

describeDrill(
  'no acknowledged write is missing (skipped without SLIPWAY_E2E_KILLS, the kills of each)',
  () => {
    jest.setTimeout((kills + 4) * 60_000);

    beforeAll(async () => {
      await reviews.install();
      await notes.install();
    }, 900_000);

    test('of Postgres', async () => {
      const writer = new Writer(addProduct);

      await survive(writer, 'postgres', reviews);

      expect(await missing(writer.receipts.map((id) => `/api/products/${id}`))).toEqual([]);
      await Promise.all(writer.receipts.map((id) => remove(`/api/products/${id}`)));
    });

    test('of MongoDB', async () => {
      const product = await addProduct();
      const writer = new Writer(() => {
        const json = { author: 'Ada', rating: 4, text: 'Shines.' };
        return created<string>(`/api/products/${product}/reviews`, json);
      });

      await survive(writer, 'mongodb', reviews);

      expect(await missing(writer.receipts.map((id) => `/api/reviews/${id}`))).toEqual([]);
      await remove(`/api/products/${product}`);
    });

    test('of Redis', async () => {
      const writer = new Writer(async () => {
        const { hits } = await notesSite.json<{ hits: number | null }>('/');
        return hits ?? undefined;
      });

      await survive(writer, 'redis', notes);

      // A lost hit would be counted again with the same number.
      expect(writer.receipts.filter((hits, index) => hits <= (writer.receipts[index - 1] ?? 0))).toEqual([]);
    });
  },
);

/** Kills the database again and again, then empties its node, while somebody writes. */
async function survive(writer: Writer<unknown>, database: string, stack: DeployedStack): Promise<void> {
  const gaps: number[] = [];
  const disruptions = [...Array<typeof sigkill>(kills).fill(sigkill), evict];
  for (const disrupt of disruptions) {
    writer.longestGap = 0;
    await writer.during(() => disrupt(database, stack));
    gaps.push(writer.longestGap / 1000);
  }
  const drained = gaps.pop() ?? 0;
  process.stdout.write(
    `    ${database}: ${writer.receipts.length} writes acknowledged; none for at most ` +
      `${Math.max(...gaps).toFixed(1)} s when it was killed, ${drained.toFixed(1)} s when its node was drained\n`,
  );
}

/** Drains the node of a database, as far as the database is concerned, and opens the node again. */
async function evict(database: string, stack: DeployedStack): Promise<void> {
  const { spec } = await stack.pod(database);
  const node = spec.nodeName ?? '';
  const selector = `app.kubernetes.io/name=${database},app.kubernetes.io/part-of=${stack.name}`;
  await stack.kubectl(
    ...['drain', node, '--ignore-daemonsets', '--delete-emptydir-data', '--timeout=120s'],
    `--pod-selector=${selector}`,
  );
  await stack.kubectl('uncordon', node);
  await stack.settled(`statefulset/${database}`);
}

async function addProduct(): Promise<number | undefined> {
  return created<number>('/api/products', { name: 'Enamel mug', category: 'Kitchen' });
}

/** The ID of what was made; undefined if nothing was. */
async function created<Id>(path: string, json: object): Promise<Id | undefined> {
  const { status, text } = await reviewsSite.ask(path, { method: 'POST', json });
  return status === 201 ? (JSON.parse(text) as { id: Id }).id : undefined;
}

/** Those that are not found; a pod that still has to notice that its database is back is asked again. */
async function missing(paths: readonly string[]): Promise<string[]> {
  const lost: string[] = [];
  for (const path of paths) {
    const status = await eventually(async () => {
      const answer = await reviewsSite.ask(path);
      if (answer.status >= 500) throw new Error(`${path} answered ${answer.status}: ${answer.text}`);
      return answer.status;
    });
    if (status !== 200) lost.push(`${path}: ${status}`);
  }
  return lost;
}

async function remove(path: string): Promise<void> {
  await reviewsSite.ask(path, { method: 'DELETE' });
}
