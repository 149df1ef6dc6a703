import { setTimeout as sleep } from 'node:timers/promises';
import { table } from '../../bench/table';
import { Autoscalers } from './autoscaler';
import { kubectl } from './cluster';
import { DeployedStack } from './deployed-stack';
import { drain } from './drain';
import { type Latency, latencyOf } from './latency';
import { nodes, spareNode, withNodesClosed } from './node';
import { complaints } from './pod';
import { rollOut } from './rollout';
import { Site } from './site';
import { signedIn } from './spring-react-account';
import { userCount, Users, type Visited } from './users';

// A drill of many minutes: docs/operations.md has what came of it.
const chosen = (process.env.SLIPWAY_E2E_LOAD ?? '').split(',').filter(Boolean);

interface Drilled {
  /** Deployments that a request passes, first to last. */
  readonly deployments: readonly string[];
  readonly path: string;
  readonly answer: RegExp;

  /** Workloads whose image may not be had. */
  readonly dispensable?: readonly string[];

  /** Requests that one address may make in a second. */
  readonly perAddress?: number;
}

const drilled: Readonly<Record<string, Drilled>> = {
  'go-next': {
    deployments: ['frontend', 'backend'],
    path: '/api/products?limit=1',
    answer: /^\{"products":\[\{/,
  },
  'nest-bun': {
    deployments: ['frontend', 'backend'],
    path: '/api/products?limit=1',
    answer: /"name":/,
  },
  'flask-nginx': { deployments: ['nginx', 'app'], path: '/notes?limit=1', answer: /"notes":\[/ },
  'spring-react': {
    deployments: ['nginx', 'backend'],
    path: '/api/v1/clients?limit=1',
    answer: /"items":\[/,
    perAddress: 8, // below the 10 at which its nginx refuses
  },
  'fastapi-mongo': {
    deployments: ['nginx', 'api'],
    path: '/api/products?limit=1',
    answer: /"items":\[|"products":\[/,
    dispensable: ['grafana', 'pgadmin', 'mongo-express'],
  },
};
const drills = Object.entries(drilled).filter(([name]) => chosen.includes(name) || chosen.includes('all'));
const describeDrill = drills.length > 0 ? describe : describe.skip;
const rows: string[][] = [];

describeDrill(
  `${userCount} users, each asking once a second (skipped without SLIPWAY_E2E_LOAD, a list of stacks)`,
  () => {
    afterAll(() => {
      const header = [
        'stack',
        'phase',
        'seconds',
        'requests',
        'failed',
        'sent again',
        'p50 ms',
        'p95 ms',
        'p99 ms',
      ];
      process.stdout.write(`\n${table(header, rows)}\n`);
    });

    describe.each(drills)('%s', (name, { deployments, path, answer, dispensable, perAddress }) => {
      const stack = new DeployedStack(name, dispensable);
      const site = new Site(`${name}.localhost`);
      let users: Users;
      let autoscalers: Autoscalers;

      /** What users see while `disruption` lasts. */
      const phase = async (title: string, disruption: () => Promise<unknown>): Promise<Latency> => {
        const start = Date.now();
        const latency = latencyOf(await users.during(disruption));
        const seconds = (Date.now() - start) / 1_000;
        const failed = latency.failures.reduce((sum, failure) => sum + parseInt(failure, 10), 0);
        const figures = [latency.requests, failed, latency.resent, latency.p50, latency.p95, latency.p99];
        rows.push([name, title, ...[seconds, ...figures].map((figure) => figure.toFixed(0))]);
        return latency;
      };

      beforeAll(async () => {
        await stack.install();
        autoscalers = await Autoscalers.hold(stack);
        const headers = name === 'spring-react' ? (await signedIn('lima', stack, site)).headers : {};
        const visited: Visited = { path, headers, answer };
        users = await Users.of(site, visited, perAddress);
        await users.during(() => sleep(5_000)); // programs that have just started are slow
      }, 900_000);

      afterAll(async () => {
        users.leave();
        await autoscalers.remove();
      });

      test('when nothing happens', async () => {
        flawless(await phase('calm', () => sleep(15_000)));
      });

      test('while all that a request passes is rolled out, onto one node', async () => {
        const spare = await spareNode();
        const others = (await nodes()).filter((node) => node !== spare);

        flawless(
          await phase('rollout', () =>
            withNodesClosed(others, () =>
              Promise.all(deployments.map((deployment) => rollOut(stack, deployment))),
            ),
          ),
        );
      });

      test('while that node is drained', async () => {
        const node = await spareNode();

        flawless(await phase('drain', () => drain(node)));

        for (const deployment of deployments) await stack.settled(`deployment/${deployment}`);
      });

      test('while autoscalers add pods', async () => {
        flawless(await phase('scale-up', () => autoscalers.grow()));
      });

      test('while autoscalers take them away again', async () => {
        flawless(await phase('scale-down', () => autoscalers.shrink()));
      });

      test('the ingress controller restarts: they get answers again by themselves', async () => {
        const latency = await phase('controller', restartController);

        expect(latency.gap).toBeLessThan(30);
      });

      test('and after all of this no container has been restarted', async () => {
        expect(complaints(await stack.pods())).toEqual([]);
      });
    });
  },
);

function flawless({ failures, p95 }: Latency): void {
  expect(failures).toEqual([]);
  expect(p95).toBeLessThan(200);
}

/** Restarts the ingress controller, and stays for a while after. */
async function restartController(): Promise<void> {
  const target = ['--namespace=nginx-ingress', 'rollout'];
  await kubectl(...target, 'restart', 'daemonset/nginx-ingress');
  await kubectl(...target, 'status', 'daemonset/nginx-ingress', '--timeout=120s');
  await sleep(5_000);
}
