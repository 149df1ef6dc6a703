import project from '../../slipway.config';
import { context, kubectl } from './cluster';
import { longest, run, slipway } from './command';
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

  test('npx cdk8s synth && kubectl apply -f dist/ would warn of nothing', async () => {
    await run('node', ['node_modules/cdk8s-cli/bin/cdk8s', 'synth', '--check-upgrade=false']);

    // Only asked for: workloads that are left out here would be launched.
    expect((await kubectl('apply', '-f', 'dist/', '--dry-run=server')).stderr).toBe('');
  });
});
