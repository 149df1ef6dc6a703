import project from '../../slipway.config';
import { context } from './cluster';
import { longest, slipway } from './command';
import { DeployedStack } from './deployed-stack';
import { absent } from './dispensable';
import { Site } from './site';

const names = project.stacks;

describe('all stacks on one cluster', () => {
  beforeAll(async () => {
    const scale = absent.flatMap((workload) => ['--scale', `${workload}=0`]);
    await slipway('up', '--all', '--context', context, '--timeout', '10m', ...scale);
  }, longest);

  test('are ready at the same time, by slipway status --all', async () => {
    const { stdout } = await slipway('status', '--all', '--context', context);
    const rows = stdout.split('\n').map((line) => line.split(/\s{2,}/));

    expect(rows.filter(([, state]) => state === 'ready').map(([stack]) => stack)).toEqual(names);
  });

  test.each(names)('%s answers on a host of its own', async (name) => {
    expect((await new Site(`${name}.localhost`).ask('/')).status).toBeLessThan(400);
  });

  // Several at once (maxConcurrency in jest.config.js), as each of them waits most of its time; the slowest first.
  test.concurrent.each([...names].reverse())(
    '%s is the same under Compose and on Kubernetes, but for what its README explains',
    async (name) => {
      const { launchOptions } = new DeployedStack(name);

      const { stdout } = await slipway('parity', name, ...launchOptions);

      expect(stdout).toMatch(/\d+ facts are the same under Compose and on Kubernetes/);
    },
    longest,
  );
});
