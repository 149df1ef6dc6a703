import { FileCluster, job, task } from '../backup/cluster';

// Each looks at its Job every two seconds, and starts a process each time.
jest.setTimeout(120_000);

const tasks = [task('seed', true), task('clean', false)];

test.concurrent('a task runs at once, and its log is printed', async () => {
  const cluster = new FileCluster({ 'seed run': { prints: ['one', 'two'] } }, tasks);
  const { status, stdout } = await cluster.slipway('run', 'seed');

  expect(stdout).toMatch(/^seed-\w+-x \| one\nseed-\w+-x \| two\nseed has succeeded\.\n$/);
  expect(status).toBe(0);
  expect(cluster.jobArgs('seed')).toEqual([['run']]);
});

test.concurrent('the log of a task that lasts is printed once, to its end', async () => {
  const cluster = new FileCluster({ 'seed run': { prints: ['one'], seconds: 5 } }, tasks);
  const { stdout } = await cluster.slipway('run', 'seed');

  expect(stdout.match(/one/g)).toHaveLength(1);
  expect(stdout).toContain('seed has succeeded.');
});

test.concurrent(
  'a task that fails is reported with its log and its exit code, and is not retried',
  async () => {
    const cluster = new FileCluster({ 'clean run': { prints: ['no such table'], fails: true } }, tasks);
    const { status, stdout, stderr } = await cluster.slipway('run', 'clean');

    expect(stdout).toContain('no such table');
    expect(stderr).toContain('clean ended with exit code 3');
    expect(status).toBe(1);
    const [made] = cluster.jobs('clean');
    expect(made).toMatchObject({
      spec: { backoffLimit: 0 },
      metadata: { ownerReferences: [{ name: 'clean' }] },
    });
  },
);

test.concurrent('arguments replace those of the chart', async () => {
  const cluster = new FileCluster({ 'seed users': { prints: ['ok'] } }, tasks);
  const { status } = await cluster.slipway('run', 'seed', 'users', '100');

  expect(status).toBe(0);
  expect(cluster.jobArgs('seed')).toEqual([['users', '100']]);
});

test.concurrent('a task that does not exist is refused with those that do', async () => {
  const { status, stderr } = await new FileCluster({}, tasks).slipway('run', 'sed');

  expect(stderr).toContain("the stack 'flask-nginx' has no task 'sed' on staging: did you mean 'seed'?");
  expect(stderr).toContain('It has clean, seed.');
  expect(status).toBe(2);
});

test.concurrent('a stack without tasks says what can be run', async () => {
  const { stderr } = await new FileCluster().slipway('run', 'seed');

  expect(stderr).toMatch(/A Schedule can be run, and a Task with 'onDemand: true'\./);
});

test.concurrent('no task runs during a restore', async () => {
  const cluster = new FileCluster({}, [...tasks, job('redis-restore-1', 'restore', 'redis')]);
  const { status, stderr } = await cluster.slipway('run', 'seed');

  expect(stderr).toContain("Job/redis-restore-1 of 'flask-nginx' still restores redis");
  expect(status).toBe(1);
  expect(cluster.jobArgs('seed')).toEqual([]);
});

test.concurrent('an interrupted wait leaves the task running, and says so', async () => {
  const cluster = new FileCluster({ 'seed run': { prints: ['one'], seconds: 60 } }, tasks);
  const { child, ended } = cluster.start('run', 'seed');
  await cluster.called('logs');
  child.kill('SIGINT');
  const { status, stderr } = await ended;

  expect(stderr).toMatch(/Job\/seed-\w+ continues in the cluster\./);
  expect(status).toBe(130);
  expect(cluster.jobs('seed')).toHaveLength(1);
});
