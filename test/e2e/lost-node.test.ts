import { setTimeout as sleep } from 'node:timers/promises';
import { table } from '../../bench/table';
import { chosenStacks } from './chosen-stacks';
import { context, kubectl } from './cluster';
import { run, slipway } from './command';
import { DeployedStack } from './deployed-stack';
import { ingressNode } from './node';
import { pages } from './pages';
import { eventually } from './patience';
import { isReady } from './pod';
import { Site } from './site';
import { signedIn } from './spring-react-account';

// A drill of about four minutes for each stack.
const chosen = chosenStacks('SLIPWAY_E2E_LOST_NODE', Object.keys(pages));
const describeDrill = chosen.length > 0 ? describe : describe.skip;
const drills = Object.entries(pages).filter(([name]) => chosen.length === 0 || chosen.includes(name));

const header = ['stack', 'requests', '200', '503', 'other', 'slowest ms', 'slower than 2 s', 'back after s'];
const rows: string[][] = [];

describeDrill(
  'the node of the database is stopped (skipped without SLIPWAY_E2E_LOST_NODE, a list of stacks)',
  () => {
    afterAll(() => {
      process.stdout.write(`\n${table(header, rows)}\n`);
    });

    test.each(drills)(
      '%s: 95 of 100 requests are answered within 2 s, status names the node, and all is back by itself',
      async (name, page) => {
        const { path } = page;
        const stack = new DeployedStack(name);
        const site = new Site(`${name}.localhost`);
        await stack.install();
        const headers = 'account' in page ? (await signedIn(page.account, stack, site)).headers : {};
        const node = (await stack.pod('postgres')).spec.nodeName ?? '';
        expect(node).not.toBe(await ingressNode()); // which would take the way to all sites with it

        const answers: Answered[] = [];
        const ask = async () => {
          const start = performance.now();
          const status = await site.ask(path, { headers }).then(
            (answer) => answer.status,
            () => 0,
          );
          answers.push({ status, milliseconds: performance.now() - start });
        };
        const over = new AbortController();
        const asking = (async () => {
          while (!over.signal.aborted) await Promise.all([ask(), sleep(1_000)]);
        })();

        await whileStopped(node, async () => {
          await sleep(90_000); // Kubernetes notices after 50 s at most
          await expect(slipway('status', name, '--context', context)).rejects.toThrow(node);
          await sleep(90_000);
        });
        const restarted = performance.now();
        await kubectl('wait', 'node', node, '--for=condition=Ready', '--timeout=300s');
        await eventually(async () => {
          expect((await site.ask(path, { headers })).status).toBe(200);
          expect((await stack.pods()).filter((pod) => !isReady(pod))).toEqual([]);
        });
        const back = (performance.now() - restarted) / 1_000;
        over.abort();
        await asking;

        const slow = answers.filter(({ milliseconds }) => milliseconds > 2_000);
        const count = (wanted: (status: number) => boolean) =>
          answers.filter(({ status }) => wanted(status)).length;
        const figures = [
          answers.length,
          count((status) => status === 200),
          count((status) => status === 503),
          count((status) => status !== 200 && status !== 503),
          Math.max(...answers.map(({ milliseconds }) => milliseconds)),
          slow.length,
          back,
        ];
        rows.push([name, ...figures.map((figure) => figure.toFixed(0))]);
        expect(slow.length / answers.length).toBeLessThan(0.05);
        expect(count((status) => status !== 200 && status !== 503)).toBe(0);
      },
      900_000,
    );
  },
);

/** Does `work` while a node is off. */
async function whileStopped(node: string, work: () => Promise<void>): Promise<void> {
  await run('docker', ['stop', '--time=0', node]);
  try {
    await work();
  } finally {
    await run('docker', ['start', node]);
  }
}

interface Answered {
  /** 0 for none. */
  readonly status: number;
  readonly milliseconds: number;
}
