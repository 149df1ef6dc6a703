import { Cpu, Duration, Postgres, Size, Task, type TaskProps, Volume, WebService } from '../../../lib';
import { Manifests } from '../../support/manifests';
import { everyField, everySetting } from '../../support/pod-settings';
import { testStack } from '../../support/stack';

const required: TaskProps = { image: 'api:1', args: ['migrate'] };

function jobName(props: TaskProps): string {
  const stack = testStack();
  new Task(stack, 'migrate', props);
  return Manifests.of(stack).names.find((name) => name.startsWith('Job/')) ?? '';
}

describe('Task', () => {
  test('is a Job that is the same as long as it runs the same, and another when it does not', () => {
    expect(jobName(required)).toMatch(/^Job\/migrate-[0-9a-f]{8}$/);
    expect(jobName(required)).toBe(jobName({ ...required }));
    expect(jobName(required)).not.toBe(jobName({ ...required, image: 'api:2' }));
    expect(jobName(required)).not.toBe(jobName({ ...required, files: { '/a.sql': 'SELECT 1' } }));
  });

  test('is tried again in a new pod, so that the log of a failure stays', () => {
    const stack = testStack();
    new Task(stack, 'migrate', required);
    const job = Manifests.of(stack).at(jobName(required), 'spec');

    expect(job).toMatchObject({
      backoffLimit: 3,
      activeDeadlineSeconds: 600,
      template: { spec: { restartPolicy: 'Never' } },
    });
  });

  test('lets others wait until its check succeeds', () => {
    const stack = testStack();
    const db = new Postgres(stack, 'db', { image: 'postgres:16.10', database: 'shop' });
    const migrate = new Task(stack, 'migrate', {
      ...required,
      env: { DATABASE_URL: db.secret('uri') },
      connectsTo: [db],
      doneCheck: 'migrate --is-current',
    });
    new WebService(stack, 'api', { image: 'api:1', port: 80, startsAfter: [migrate] });

    expect(Manifests.of(stack).pod('Deployment/api', 'initContainers.0')).toMatchObject({
      name: 'wait-for-migrate',
      image: 'api:1',
      command: ['sh', '-c', expect.stringContaining('until migrate --is-current;')],
      env: [{ name: 'DATABASE_URL' }],
    });
    expect(db.connections.accepted).toEqual(['api', 'migrate']);
  });

  test('lets waiting workloads connect to its own dependencies, which its check may need', () => {
    const stack = testStack();
    const db = new Postgres(stack, 'db', { image: 'postgres:16.10', database: 'shop' });
    const migrate = new Task(stack, 'migrate', { ...required, startsAfter: [db], doneCheck: 'true' });
    new WebService(stack, 'api', { image: 'api:1', port: 80, startsAfter: [migrate] });

    expect(db.connections.accepted).toEqual(['api', 'migrate']);
  });

  test.each([-1, 1.5])('fails on %d retries', (retries) => {
    expect(() => jobName({ ...required, retries })).toThrow(
      `'retries' of 'migrate' must be a whole number from 0 such as 3, got '${retries}'`,
    );
  });

  test('takes all props together', () => {
    const stack = testStack();
    const db = new Postgres(stack, 'db', { image: 'postgres:16.10', database: 'shop' });
    const all: Required<Omit<TaskProps, 'onDemand'>> = {
      egress: ['internet'],
      image: 'api:1',
      command: ['/migrate'],
      args: ['up'],
      env: { DATABASE_URL: db.secret('uri') },
      files: { '/etc/migrate.conf': 'a = 1\n' },
      emptyDirs: { '/work': Size.mebibytes(10) },
      user: 12345,
      exempt: { writableRoot: true, because: 'it unpacks itself' },
      resources: {
        cpu: { request: Cpu.millis(100), limit: Cpu.millis(200) },
        memory: { request: Size.mebibytes(100), limit: Size.mebibytes(200) },
      },
      connectsTo: [db],
      startsAfter: [db],
      retries: 0,
      timeout: Duration.hours(1),
      doneCheck: '/migrate --is-current',
      volumes: { '/static': new Volume(stack, 'static').mount({ fill: true }) },
      hostname: 'migration',
      ...everySetting,
    };
    const task = new Task(stack, 'migrate', all);
    const job = Manifests.of(stack).all.find(({ kind }) => kind === 'Job');

    expect(job).toMatchObject({ spec: { template: everyField } });
    expect(task.readyCheck).toMatchObject({ command: '/migrate --is-current', user: 12345 });
    expect(job).toMatchObject({
      spec: {
        backoffLimit: 0,
        activeDeadlineSeconds: 3600,
        template: {
          spec: {
            initContainers: [
              { name: 'wait-for-db' },
              { name: 'fill-static' },
              { name: 'prepare' },
              { name: 'proxy' },
            ],
            securityContext: { runAsUser: 12345 },
          },
        },
      },
    });
  });
});
