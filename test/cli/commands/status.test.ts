import { backupOf, FileCluster, job } from '../../engine/backup/cluster';

// Each starts a process of its own, which takes a while on a busy machine.
jest.setTimeout(60_000);

const metadata = { namespace: 'flask-nginx', creationTimestamp: '2026-01-01T10:00:00Z' };

const ingress = {
  apiVersion: 'networking.k8s.io/v1',
  kind: 'Ingress',
  metadata: { ...metadata, name: 'ingress' },
  spec: { rules: [{ host: 'flask-nginx.localhost' }] },
};

const claim = {
  apiVersion: 'v1',
  kind: 'PersistentVolumeClaim',
  metadata: { ...metadata, name: 'data-redis-0' },
  spec: { resources: { requests: { storage: '1Gi' } } },
  status: { phase: 'Bound' },
};

const migration = {
  apiVersion: 'batch/v1',
  kind: 'Job',
  metadata: { ...metadata, name: 'migrate', uid: 'migrate' },
  spec: { template: { spec: { containers: [{ name: 'migrate', image: 'shop:1' }] } } },
  status: {
    conditions: [{ type: 'Failed', status: 'True', reason: 'BackoffLimitExceeded', message: 'it crashed' }],
  },
};

describe('slipway status --output json', () => {
  const failed = job('redis-backup-1', 'save', 'redis', {
    conditions: [{ type: 'Failed', status: 'True', message: 'no room' }],
  });

  test('prints the workloads, volumes, problems and backups of a stack', async () => {
    const cluster = new FileCluster(
      {},
      [ingress, claim, migration, failed],
      ['redis'],
      [backupOf('redis', '1')],
    );
    const { status, stdout } = await cluster.slipway('status', '--output', 'json');

    expect(JSON.parse(stdout)).toEqual({
      context: 'staging',
      ready: false,
      stacks: [
        {
          stack: 'flask-nginx',
          state: 'not ready',
          ready: false,
          address: 'http://flask-nginx.localhost',
          workloads: [
            {
              ...{ kind: 'Deployment', name: 'app', ready: 2, desired: 2, done: true, restarts: 0 },
              ...{ images: [], created: '', conditions: [] },
            },
            {
              ...{ kind: 'Job', name: 'migrate', ready: 0, desired: 1, done: false, restarts: 0 },
              ...{ images: ['shop:1'], created: '2026-01-01T10:00:00Z' },
              conditions: migration.status.conditions,
            },
          ],
          volumes: [{ name: 'data-redis-0', size: '1Gi', state: 'Bound', created: '2026-01-01T10:00:00Z' }],
          problems: [{ object: 'Job/migrate', reason: 'JobFailed', message: 'it crashed' }],
          paused: [],
          backups: [
            {
              ...{ store: 'redis', schedule: '0 2 * * *', madeBy: 'slipway' },
              trouble: 'Job/redis-backup-1 failed: no room',
            },
          ],
          certificates: [],
        },
      ],
    });
    expect(status).toBe(1);
  });

  test('has the certificates of the databases with TLS, and is not ready without one', async () => {
    const items = [{ key: 'tls.key', path: 'tls.key' }];
    const volumes = [{ name: 'tls', secret: { secretName: 'postgres-tls', items } }];
    const server = {
      kind: 'StatefulSet',
      metadata: { ...metadata, name: 'postgres', uid: 'postgres' },
      spec: { replicas: 0, template: { spec: { containers: [], volumes } } },
      status: {},
    };
    const cluster = new FileCluster({}, [server], []);
    const { stdout } = await cluster.slipway('status', '--output', 'json');

    expect(JSON.parse(stdout)).toMatchObject({
      ready: false,
      stacks: [
        {
          ...{ state: 'ready', ready: false },
          certificates: [
            {
              ...{ server: 'postgres', secret: 'postgres-tls', madeBy: 'slipway' },
              trouble: 'there is no certificate',
            },
          ],
        },
      ],
    });
  });

  test('names what a restore has left paused', async () => {
    const cluster = new FileCluster();
    cluster.leavePaused();
    const { stdout } = await cluster.slipway('status', '--output', 'json');

    expect(JSON.parse(stdout)).toMatchObject({
      ready: false,
      stacks: [{ state: 'not ready', paused: ['CronJob/redis-backup', 'Deployment/app'] }],
    });
  });

  test('has no stack in it that the cluster does not have', async () => {
    const { status, stdout } = await new FileCluster().run('status', 'go-next', '--output', 'json');

    expect(JSON.parse(stdout)).toEqual({ context: 'staging', ready: false, stacks: [] });
    expect(status).toBe(1);
  });

  test('has every stack of the project with --all', async () => {
    const { status, stdout } = await new FileCluster({}, [ingress]).run(
      'status',
      '--all',
      '--output',
      'json',
    );
    const none = { state: 'not launched', workloads: 0, readyWorkloads: 0, pods: 0 };

    expect(JSON.parse(stdout)).toEqual({
      context: 'staging',
      ready: false,
      stacks: [
        { stack: 'go-next', ...none },
        { stack: 'nest-bun', ...none },
        {
          ...{ stack: 'flask-nginx', state: 'ready', workloads: 1, readyWorkloads: 1, pods: 0 },
          address: 'http://flask-nginx.localhost',
        },
        { stack: 'spring-react', ...none },
        { stack: 'fastapi-mongo', ...none },
      ],
    });
    expect(status).toBe(1);
  });

  test('is not given together with --watch', async () => {
    const { status, stderr } = await new FileCluster().slipway('status', '--watch', '--output', 'json');

    expect(stderr).toContain("'--watch' and '--output json' can't be used together");
    expect(status).toBe(2);
  });
});
