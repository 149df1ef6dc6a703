import {
  Duration,
  Redis,
  resources,
  Schedule,
  type ScheduleProps,
  Size,
  Task,
  Volume,
  Worker,
} from '../../../lib';
import { Manifests } from '../../support/manifests';
import { everyField, everySetting } from '../../support/pod-settings';
import { testStack } from '../../support/stack';

const required: ScheduleProps = { image: 'api:1', args: ['clean'], schedule: '30 3 * * *' };

function manifestsOf(props: Partial<ScheduleProps> = {}): Manifests {
  const stack = testStack();
  new Schedule(stack, 'clean', { ...required, ...props });
  return Manifests.of(stack);
}

describe('Schedule', () => {
  test('is a CronJob with one run at a time, in UTC', () => {
    const manifests = manifestsOf();

    expect(manifests.names).toEqual([
      'CronJob/clean',
      'Namespace/shop',
      'NetworkPolicy/clean',
      'NetworkPolicy/deny-all',
    ]);
    expect(manifests.at('CronJob/clean', 'spec')).toMatchObject({
      schedule: '30 3 * * *',
      timeZone: 'Etc/UTC',
      suspend: false,
      concurrencyPolicy: 'Forbid',
      startingDeadlineSeconds: 12 * 3600,
      successfulJobsHistoryLimit: 3,
      failedJobsHistoryLimit: 3,
      jobTemplate: {
        spec: {
          backoffLimit: 0,
          activeDeadlineSeconds: 3600,
          template: { spec: { restartPolicy: 'Never' } },
        },
      },
    });
    expect(manifests.at('CronJob/clean', 'spec.jobTemplate')).not.toHaveProperty('metadata');
  });

  test('takes all props together', () => {
    const stack = testStack();
    const queue = new Redis(stack, 'queue', { image: 'redis:7.4.5' });
    const all: Required<ScheduleProps> = {
      ...required,
      command: ['/api'],
      args: ['clean'],
      env: { MODE: 'fast' },
      files: { '/etc/api.conf': 'a = 1' },
      emptyDirs: { '/tmp': Size.mebibytes(16) },
      user: 12345,
      exempt: { writableRoot: true, because: 'it writes beside its program' },
      resources: resources({ millicores: [50, 500], mebibytes: [64, 128] }),
      connectsTo: [queue],
      egress: ['internet'],
      startsAfter: [queue],
      volumes: { '/uploads': new Volume(stack, 'uploads') },
      schedule: '@daily',
      timeZone: 'Europe/Berlin',
      concurrencyPolicy: 'Replace',
      startingDeadline: Duration.minutes(10),
      successfulRuns: 1,
      failedRuns: 5,
      suspend: true,
      retries: 2,
      timeout: Duration.minutes(30),
      hostname: 'cleaner',
      ...everySetting,
    };
    new Schedule(stack, 'clean', all);
    const manifests = Manifests.of(stack);

    expect(queue.connections.accepted).toEqual(['clean']);
    expect(manifests.at('CronJob/clean', 'spec')).toMatchObject({
      schedule: '@daily',
      timeZone: 'Europe/Berlin',
      suspend: true,
      concurrencyPolicy: 'Replace',
      startingDeadlineSeconds: 600,
      successfulJobsHistoryLimit: 1,
      failedJobsHistoryLimit: 5,
      jobTemplate: { spec: { backoffLimit: 2, activeDeadlineSeconds: 1800, template: everyField } },
    });
  });

  test.each<[Partial<ScheduleProps>, string]>([
    [
      { schedule: 'daily' },
      `'schedule' of 'clean' must be a cron expression such as '0 2 * * *' or '@daily', got 'daily'`,
    ],
    [{ timeZone: 'Berlin' }, `'timeZone' of 'clean' must be a name such as 'Europe/Berlin', got 'Berlin'`],
    [{ timeZone: '+02:00' }, `'timeZone' of 'clean' must be a name such as 'Europe/Berlin', got '+02:00'`],
    [{ retries: -1 }, `'retries' of 'clean' must be a whole number from 0 such as 2, got '-1'`],
    [{ failedRuns: 0.5 }, `'failedRuns' of 'clean' must be a whole number from 0 such as 3, got '0.5'`],
  ])('fails on %j', (props, message) => {
    expect(() => manifestsOf(props)).toThrow(message);
  });

  test('fails on an id that leaves no room for the names of its Jobs', () => {
    const id = 'c'.repeat(53);

    expect(() => new Schedule(testStack(), id, required)).toThrow(
      `the id of a Schedule must have at most 52 characters, got '${id}' with 53`,
    );
  });
});

describe('a Task on demand', () => {
  test('is a suspended CronJob, of which the command line creates Jobs', () => {
    const stack = testStack();
    new Task(stack, 'seed', { image: 'api:1', args: ['seed'], onDemand: true });
    const manifests = Manifests.of(stack);

    expect(manifests.names.filter((name) => name.startsWith('Job/'))).toEqual([]);
    expect(manifests.at('CronJob/seed', 'spec')).toMatchObject({
      suspend: true,
      jobTemplate: { spec: { backoffLimit: 3, activeDeadlineSeconds: 600 } },
    });
  });

  test('is nothing that others start after', () => {
    const stack = testStack();
    const seed = new Task(stack, 'seed', { image: 'api:1', onDemand: true });

    expect(() => new Worker(stack, 'mailer', { image: 'mailer:1', startsAfter: [seed] })).toThrow(
      `'startsAfter' must not have 'seed', a Task with 'onDemand': nothing runs it before others start`,
    );
    expect(() => new Task(stack, 'other', { image: 'api:1', onDemand: true, doneCheck: 'true' })).toThrow(
      `'doneCheck' of 'other' must not be set with 'onDemand', got 'true'`,
    );
  });
});
