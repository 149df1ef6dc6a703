import { FileCluster } from './cluster';

// A restore looks at its Jobs every two seconds, and starts a process each time.
jest.setTimeout(240_000);

const restore = ['--from', 'latest', '--yes'];

test.concurrent('a restore gives the app its pods back at the end', async () => {
  const cluster = new FileCluster();
  const { status, stdout } = await cluster.slipway('restore', ...restore);

  expect(stdout).toContain('flask-nginx has the data of redis-20260101t020000z');
  expect(status).toBe(0);
  expect(cluster.replicas).toBe(2);
  expect(cluster.object('Deployment/app')?.metadata.annotations).toEqual({});
});

test.concurrent('an API that is away for a while during the restore is waited for', async () => {
  const cluster = new FileCluster({ 'redis-restore restore': { away: 20 } });
  const { status } = await cluster.slipway('restore', ...restore);

  expect(status).toBe(0);
  expect(cluster.replicas).toBe(2);
});

test.concurrent('a pipe that is closed midway, as by head, does not leave the app paused', async () => {
  const cluster = new FileCluster({ 'redis-restore restore': { seconds: 6 } });
  const { child, ended } = cluster.start('restore', ...restore);
  await cluster.started('redis-restore', 'restore');
  child.stdout?.destroy();
  const { status, stderr } = await ended;

  expect(stderr).toContain('Interrupted');
  expect(status).toBe(141);
  expect(cluster.replicas).toBe(2);
});
