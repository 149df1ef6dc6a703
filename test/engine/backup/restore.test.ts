import { setTimeout as sleep } from 'node:timers/promises';
import { backupOf, FileCluster, job, task } from './cluster';

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

test.concurrent('a schedule that connects to the store does not run during the restore', async () => {
  const clients = [task('app', false), task('other', false)];
  const cluster = new FileCluster({}, clients);
  const { status } = await cluster.slipway('restore', ...restore);

  expect(status).toBe(0);
  const patches = cluster.calls.filter((call) => call.startsWith('patch cronjob/'));
  expect(patches.filter((call) => call.includes('"suspend":true'))).toEqual([
    expect.stringContaining('patch cronjob/redis-backup'),
    expect.stringContaining('patch cronjob/app'),
  ]);
  expect(cluster.object('CronJob/app')?.spec.suspend).toBe(false);
  expect(cluster.object('CronJob/other')?.metadata.annotations).toBeUndefined();
});

test.concurrent('a backup goes into a store of another name with --into', async () => {
  const cluster = new FileCluster({}, [], ['cache'], [backupOf('redis', '1')]);
  const from = ['--from', 'redis-20260101t020000z', '--into', 'cache', '--yes'];
  const { status, stdout } = await cluster.slipway('restore', ...from);

  expect(stdout).toContain('Restored cache from redis-20260101t020000z, and compared it with the backup');
  expect(stdout).toContain('The present data of cache is in cache-20260109t020000z');
  expect(status).toBe(0);
});

test.concurrent('a backup of another cluster is refused without --foreign', async () => {
  const foreign = 'it is of another cluster';
  const there = [{ ...backupOf('redis', '1'), foreign }];
  const refused = await new FileCluster({}, [], ['redis'], there).slipway(
    'restore',
    '--from',
    'redis-20260101t020000z',
    '--yes',
  );

  expect(refused.stderr).toContain(
    `redis-20260101t020000z can't be restored, and nothing was changed: ${foreign}`,
  );
  expect(refused.status).toBe(1);

  const cluster = new FileCluster({}, [], ['redis'], there);
  const { status } = await cluster.slipway('restore', ...restore, '--foreign');
  expect(status).toBe(0);
  const args = ['verify', 'restore'].map((action) => [action, 'redis-20260101t020000z', '--foreign']);
  expect(cluster.jobArgs('redis-restore')).toEqual(args);
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
  child.stdout.destroy();
  const { status, stderr } = await ended;

  expect(stderr).toContain('Interrupted');
  expect(status).toBe(141);
  expect(cluster.replicas).toBe(2);
});

test.concurrent(
  'a failed restore that can not be undone says why it failed, and then how to resume the app',
  async () => {
    const cluster = new FileCluster({
      'redis-restore restore': { fails: true, says: 'backup: OOM command not allowed' },
    });
    cluster.refuse('"replicas":2');
    const { child, ended } = cluster.start('restore', ...restore);
    await cluster.called('"replicas":2');
    child.kill('SIGINT');
    await sleep(1_000);
    child.kill('SIGINT');
    const { status, stderr } = await ended;

    expect(status).toBe(1);
    expect(stderr).toMatch(/slipway: the restore of redis failed: .*OOM command not allowed/);
    expect(stderr).toContain('npx slipway restore flask-nginx --from redis-20260109t020000z');
    expect(stderr).toContain(
      `kubectl --context staging patch deployment/app --namespace flask-nginx --type=merge --patch '{"metadata":{"annotations":{"slipway.dev/paused-replicas":null}},"spec":{"replicas":2}}'`,
    );
  },
);

test.concurrent('a second restore is refused at once, and names the first, which goes on', async () => {
  const cluster = new FileCluster({ 'redis-restore restore': { seconds: 15 } });
  const { ended } = cluster.start('restore', ...restore);
  await cluster.started('redis-restore', 'restore');
  const second = await cluster.slipway('restore', ...restore);

  expect(second.stderr).toMatch(
    /'flask-nginx' is being changed by .*: slipway restore flask-nginx, for \d+s now/,
  );
  expect(second.status).toBe(1);
  expect((await ended).status).toBe(0);
  expect(cluster.isLocked).toBe(false);
});

test.concurrent('Ctrl-C releases the lock', async () => {
  const cluster = new FileCluster({ 'redis-restore verify': { seconds: 600 } });
  const { child, ended } = cluster.start('restore', ...restore);
  await cluster.started('redis-restore', 'verify');
  expect(cluster.isLocked).toBe(true);
  child.kill('SIGINT');

  expect((await ended).status).toBe(130);
  expect(cluster.isLocked).toBe(false);
});

test.concurrent('status says what a restore has left paused, and ends with 1', async () => {
  const cluster = new FileCluster();
  cluster.leavePaused();
  const { status, stdout } = await cluster.slipway('status');

  expect(stdout).toMatch(/Deployment\/app +0\/2/);
  expect(stdout).toContain('Paused by a restore: CronJob/redis-backup, Deployment/app');
  expect(stdout).toContain("'npx slipway up flask-nginx --context staging' resumes them");
  expect(status).toBe(1);
});

test.concurrent('Ctrl-C during a restore waits for its end before the app is back', async () => {
  const cluster = new FileCluster({ 'redis-restore restore': { seconds: 15 } });
  const { child, ended } = cluster.start('restore', ...restore);
  await cluster.started('redis-restore', 'restore');
  child.kill('SIGINT');
  await sleep(5_000);
  expect(cluster.replicas).toBe(0);
  const { status, stderr } = await ended;

  expect(stderr).toContain('redis is restored');
  expect(stderr).not.toContain('continues from there');
  expect(status).toBe(130);
  expect(cluster.replicas).toBe(2);
});

test.concurrent(
  'a second Ctrl-C stops the restore, and says what is half-done and how to go back',
  async () => {
    const cluster = new FileCluster({ 'redis-restore restore': { seconds: 600 } });
    const { child, ended } = cluster.start('restore', ...restore);
    await cluster.started('redis-restore', 'restore');
    child.kill('SIGINT');
    await sleep(1_000);
    child.kill('SIGINT');
    const { status, stderr } = await ended;

    expect(stderr).toContain('the store may have only a part of redis-20260101t020000z');
    expect(stderr).toContain('restore flask-nginx --from redis-20260109t020000z');
    expect(cluster.calls.filter((call) => call.startsWith('delete job redis-restore'))).toHaveLength(1);
    expect(status).toBe(130);
    expect(cluster.replicas).toBe(2);
  },
);

test.concurrent.each(['save', 'restore'])(
  'a restore is refused while a Job to %s the store runs',
  async (role) => {
    const cluster = new FileCluster({}, [job('redis-other-1', role, 'redis', { active: 1 })]);
    const { status, stderr } = await cluster.slipway('restore', ...restore);

    expect(stderr).toContain('kubectl --context staging --namespace flask-nginx delete job redis-other-1');
    expect(status).toBe(1);
    expect(cluster.calls.filter((call) => call.startsWith('patch'))).toEqual([]);
  },
);

test.concurrent('no backup is made on schedule while data is replaced, and again afterwards', async () => {
  const cluster = new FileCluster({ 'redis-restore restore': { seconds: 3 } });
  const { ended } = cluster.start('restore', ...restore);
  await cluster.started('redis-restore', 'restore');
  expect(cluster.object('CronJob/redis-backup')?.spec.suspend).toBe(true);
  await ended;

  expect(cluster.object('CronJob/redis-backup')?.spec.suspend).toBe(false);
});

test.concurrent('a pod of the app that was evicted does not keep a restore waiting', async () => {
  const labels = { 'app.kubernetes.io/name': 'app' };
  const evicted = { kind: 'Pod', metadata: { name: 'app-1', labels }, spec: {}, status: { phase: 'Failed' } };
  const cluster = new FileCluster({}, [evicted]);

  expect((await cluster.slipway('restore', ...restore)).status).toBe(0);
});

test.concurrent('of several backups each that fails is named, and one store is backed up once', async () => {
  const fails = (says: string): object => ({ fails: true, says: `backup: ${says}` });
  const jobs = { 'redis-backup': fails('disk full'), 'db-backup': fails('no such database') };
  const cluster = new FileCluster(jobs, [], ['redis', 'db', 'files']);
  const { status, stderr, stdout } = await cluster.slipway('backup', 'redis', 'redis', 'db', 'files');

  expect(stderr).toContain('2 backups failed');
  expect(stderr).toContain('disk full');
  expect(stderr).toContain('no such database');
  expect(stdout).toContain('+ files-20260109t020000z');
  expect(cluster.calls.filter((call) => call.startsWith('create'))).toHaveLength(3);
  expect(status).toBe(1);
});
