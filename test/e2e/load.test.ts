import { setTimeout as sleep } from 'node:timers/promises';
import { table } from '../../bench/table';
import { Autoscalers } from './autoscalers';
import { chosenStacks } from './chosen-stacks';
import { restartController, restartPair, withTwoControllers } from './controllers';
import { DeployedStack } from './deployed-stack';
import { drain } from './drain';
import { type Latency, latencyOf } from './latency';
import { nodes, spareNode, withNodesClosed } from './node';
import { type Page, pages } from './pages';
import { complaints } from './pod';
import { rollOut } from './rollout';
import { Site } from './site';
import { signedIn } from './spring-react-account';
import { ownAddresses, userCount, Users } from './users';

interface Drilled extends Page {
  /** Deployments that a request passes, first to last. */
  readonly deployments: readonly string[];
  readonly answer: RegExp;

  /** Requests that one address may make in a second. */
  readonly perAddress?: number;
}

const drilled: Readonly<Record<string, Drilled>> = {
  'go-next': {
    deployments: ['frontend', 'backend'],
    ...pages['go-next'],
    answer: /^\{"products":\[\{/,
  },
  'nest-bun': {
    deployments: ['frontend', 'backend'],
    ...pages['nest-bun'],
    answer: /"name":/,
  },
  'flask-nginx': { deployments: ['nginx', 'app'], ...pages['flask-nginx'], answer: /"notes":\[/ },
  'spring-react': {
    deployments: ['nginx', 'backend'],
    ...pages['spring-react'],
    answer: /"items":\[/,
    perAddress: 8, // below the 10 at which its nginx refuses
  },
  'fastapi-mongo': {
    deployments: ['nginx', 'api'],
    ...pages['fastapi-mongo'],
    answer: /"items":\[|"products":\[/,
  },
};

// A drill of many minutes: docs/operations.md has what came of it.
const chosen = chosenStacks('SLIPWAY_E2E_LOAD', Object.keys(drilled));
const drills = Object.entries(drilled).filter(([name]) => chosen.length === 0 || chosen.includes(name));

/** Where somebody without an account may ask as often as it takes to see what the ingress controller does. */
const [open = { name: '', path: '', answer: /^/ }] = drills.flatMap(([name, drill]) =>
  drill.perAddress ? [] : { name, ...drill },
);
const describeDrill = chosen.length > 0 ? describe : describe.skip;

const header = [
  'stack',
  'phase',
  'seconds',
  'requests',
  'failed',
  'away s',
  'sent again',
  'p50 ms',
  'p95 ms',
  'p99 ms',
];
const rows: string[][] = [];

describeDrill(
  `${userCount} users, each asking once a second (skipped without SLIPWAY_E2E_LOAD, a list of stacks)`,
  () => {
    afterAll(() => {
      process.stdout.write(`\n${table(header, rows)}\n`);
    });

    describe.each(drills)('%s', (name, drill) => {
      const { deployments, path, answer, perAddress } = drill;
      const stack = new DeployedStack(name);
      const site = new Site(`${name}.localhost`);
      let users: Users;
      let autoscalers: Autoscalers;

      beforeAll(async () => {
        await stack.install();
        autoscalers = await Autoscalers.of(stack);
        const headers = drill.account ? (await signedIn(drill.account, stack, site)).headers : {};
        users = await Users.of(site, { path, headers, answer }, perAddress);
        await users.during(() => sleep(60_000)); // programs that have just started are slow, a JVM for longest
        await users.during(() => autoscalers.settle());
        process.stdout.write(`${name} has ${String(autoscalers)}\n`);
      }, 1_800_000);

      afterAll(async () => {
        users.leave();
        await autoscalers.remove();
      });

      test('when nothing happens', async () => {
        flawless(await phase(name, 'calm', users, () => sleep(15_000)));
      });

      test('while all that a request passes is rolled out, onto one node', async () => {
        const spare = await spareNode();
        const others = (await nodes()).filter((node) => node !== spare);

        flawless(
          await phase(name, 'rollout', users, () =>
            withNodesClosed(others, () => rollOut(stack, ...deployments)),
          ),
        );
      });

      test('while that node is drained', async () => {
        const node = await spareNode();

        flawless(await phase(name, 'drain', users, () => drain(node)));

        for (const deployment of deployments) await stack.settled(`deployment/${deployment}`);
      });

      test('while autoscalers add pods', async () => {
        flawless(await phase(name, 'scale-up', users, () => autoscalers.grow()));
      });

      test('while autoscalers take them away again', async () => {
        flawless(await phase(name, 'scale-down', users, () => autoscalers.shrink()));
      });

      test('and after all of this no container has been restarted', async () => {
        expect(complaints(await stack.pods())).toEqual([]);
      });
    });

    (open.name ? describe : describe.skip)('the ingress controller restarts', () => {
      const site = new Site(`${open.name}.localhost`);

      test('where it is one, on the ports of its node: they get answers again by themselves', async () => {
        const users = await Users.of(site, open);

        const { gap, after } = await phase(open.name, 'one controller', users, async () => {
          await restartController();
          await sleep(5_000);
        });

        users.leave();
        expect(gap).toBeLessThan(30);
        expect(after).toBeGreaterThanOrEqual(userCount);
      });

      (ownAddresses.length > 0 ? test : test.skip)(
        'where there are two: they notice nothing (needs SLIPWAY_E2E_ADDRESSES)',
        () =>
          withTwoControllers(async (address) => {
            const users = Users.at(address, site, open);

            const latency = await phase(open.name, 'two controllers', users, async () => {
              await restartPair();
              await sleep(15_000); // the last old one still leaves
            });

            users.leave();
            flawless(latency);
          }),
      );
    });
  },
);

function flawless({ failures, p95 }: Latency): void {
  expect(failures).toEqual([]);
  expect(p95).toBeLessThan(200);
}

/** What users see while `disruption` lasts. */
async function phase(
  stack: string,
  title: string,
  users: Users,
  disruption: () => Promise<unknown>,
): Promise<Latency> {
  const start = Date.now();
  const latency = latencyOf(await users.during(disruption));
  const seconds = (Date.now() - start) / 1_000;
  const { requests, failed, gap, resent, p50, p95, p99 } = latency;
  const figures = [seconds, requests, failed, gap, resent, p50, p95, p99];
  rows.push([stack, title, ...figures.map((figure) => figure.toFixed(0))]);
  return latency;
}
