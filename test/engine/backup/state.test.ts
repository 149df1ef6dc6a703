import type { BackupCronJob } from '../../../engine/backup/cron-jobs';
import { backupStates, withoutBackupJobs } from '../../../engine/backup/state';
import { type Pod, sortOut, type Workload } from '../../../engine/health/snapshot';

const now = Date.parse('2026-01-31T12:00:00Z');
const labels = { 'slipway.dev/backup': 'save', 'slipway.dev/store': 'db' };

function cronJob(lastSuccessfulTime?: string, schedule = '0 2 * * *'): BackupCronJob {
  return {
    apiVersion: 'batch/v1',
    kind: 'CronJob',
    metadata: { name: 'db-backup', labels, creationTimestamp: '2026-01-01T00:00:00Z' },
    spec: { schedule, jobTemplate: { spec: { template: { spec: { containers: [] } } } } },
    status: { ...(lastSuccessfulTime !== undefined && { lastSuccessfulTime }) },
  };
}

function job(name: string, creationTimestamp: string, ...types: string[]): Workload {
  return {
    apiVersion: 'batch/v1',
    kind: 'Job',
    metadata: { name, labels, creationTimestamp },
    spec: {},
    status: { conditions: types.map((type) => ({ type, status: 'True', message: 'it has its reasons' })) },
  };
}

const good = job('db-backup-1', '2026-01-31T02:00:00Z', 'Complete');
const bad = job('db-backup-2', '2026-01-31T03:00:00Z', 'Failed');
const running = job('db-backup-3', '2026-01-31T11:59:00Z');
const thisNight = '2026-01-31T02:00:10Z';

test.each<[string, BackupCronJob, Workload[], string | undefined]>([
  ['one of last night is fine', cronJob(thisNight), [good], undefined],
  ['one that runs says nothing yet', cronJob(thisNight), [good, running], undefined],
  ['the latest failed', cronJob(thisNight), [good, bad], 'Job/db-backup-2 failed: it has its reasons'],
  [
    'an earlier failure is made good by a success',
    cronJob(thisNight),
    [bad, { ...good, metadata: { ...good.metadata, creationTimestamp: '2026-01-31T04:00:00Z' } }],
    undefined,
  ],
  ['three nights without one', cronJob('2026-01-28T02:00:00Z'), [], 'the last backup is too old'],
  ['never any', cronJob(), [], 'there is no backup yet'],
  ['a weekly one may be older', cronJob('2026-01-28T02:00:00Z', '0 2 * * 0'), [], undefined],
])('%s', (_, cron, jobs, trouble) => {
  expect(backupStates([cron], { workloads: jobs, pods: [] }, now)[0]?.trouble).toBe(trouble);
});

describe('the result of the last list of the backups', () => {
  const listed = (finishedAt: string, message: string): Pod => ({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'backups-1', labels: { 'slipway.dev/backup': 'list' } },
    spec: { containers: [] },
    status: {
      containerStatuses: [
        {
          name: 'backups',
          image: '',
          imageID: '',
          ready: false,
          restartCount: 0,
          state: { terminated: { exitCode: 0, finishedAt, message } },
        },
      ],
    },
  });
  const stateOf = (...pods: Pod[]) => backupStates([cronJob(thisNight)], { workloads: [good], pods }, now)[0];
  const later = '2026-01-31T03:00:00Z';
  const damaged = '[{"store":"db","name":"db-20260131t020000z","damage":"its dump is gone"}]';
  const whole = '[{"store":"db","name":"db-20260131t020000z"}]';

  test.each<[string, Pod[], string | undefined, true | undefined]>([
    ['the target was not listed', [], undefined, true],
    ['the newest is there', [listed(later, whole)], undefined, undefined],
    ['its dump is gone', [listed(later, damaged)], 'db-20260131t020000z: its dump is gone', undefined],
    ['all are missing', [listed(later, '[{"store":"db"}]')], 'there is no backup at the target', undefined],
    ['another was made since', [listed('2026-01-31T01:00:00Z', damaged)], undefined, true],
    [
      'the latest list counts',
      [listed('2026-01-31T04:00:00Z', whole), listed(later, damaged)],
      undefined,
      undefined,
    ],
    ['a truncated message is ignored', [listed(later, damaged.slice(0, 20))], undefined, true],
  ])('%s', (_, pods, trouble, unseen) => {
    expect(stateOf(...pods)?.trouble).toBe(trouble);
    expect(stateOf(...pods)?.unseen).toBe(unseen);
  });
});

test('a Job that makes a backup does not count for whether the stack is ready', () => {
  expect(withoutBackupJobs(sortOut([bad, running])).workloads).toEqual([]);
});
