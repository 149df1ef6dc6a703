import { stacks } from '../../apps/stacks';
import { context } from './cluster';
import { slipway } from './command';
import { Site } from './site';

const names = Object.keys(stacks);
const leftOut = (process.env.SLIPWAY_E2E_WITHOUT ?? '').split(',').filter(Boolean);

describe('all stacks on one cluster', () => {
  beforeAll(async () => {
    const scale = leftOut.flatMap((workload) => ['--scale', `${workload}=0`]);
    await slipway('up', '--all', '--context', context, '--timeout', '10m', ...scale);
  }, 1_800_000);

  test('are ready at the same time, by slipway status --all', async () => {
    const { stdout } = await slipway('status', '--all', '--context', context);
    const rows = stdout.split('\n').map((line) => line.split(/\s{2,}/));

    expect(rows.filter(([, state]) => state === 'ready').map(([stack]) => stack)).toEqual(names);
  });

  test.each(names)('%s answers on a host of its own', async (name) => {
    expect((await new Site(`${name}.localhost`).ask('/')).status).toBeLessThan(400);
  });
});
