import {
  type ClusterBackup,
  clusterBackupStates,
  type ScheduledBackup,
} from '../../../engine/backup/scheduled-backups';

const now = Date.parse('2026-11-30T12:00:00Z');
const spec = { cluster: { name: 'db' } };

function scheduled(schedule = '0 0 2 * * *', rest: Partial<ScheduledBackup> = {}): ScheduledBackup {
  return {
    apiVersion: 'postgresql.cnpg.io/v1',
    kind: 'ScheduledBackup',
    metadata: { name: 'db-backups', creationTimestamp: '2026-11-01T00:00:00Z' },
    spec: { ...spec, schedule },
    ...rest,
  };
}

function backup(time: string, phase: string, rest: ClusterBackup['status'] = {}): ClusterBackup {
  return {
    apiVersion: 'postgresql.cnpg.io/v1',
    kind: 'Backup',
    metadata: { name: `db-backups-${time.slice(8, 10)}`, creationTimestamp: time },
    spec,
    status: { phase, ...rest },
  };
}

const thisNight = backup('2026-11-30T02:00:00Z', 'completed', { stoppedAt: '2026-11-30T02:01:00Z' });

// As CloudNativePG 1.30 has left it where the plugin was missing.
const failed = backup('2026-11-30T03:00:00Z', 'failed', {
  error: 'cannot proceed with the backup as the cluster has no plugin configured',
});

test.each<[string, ScheduledBackup, ClusterBackup[], string | undefined]>([
  ['one of last night is fine', scheduled(), [thisNight], undefined],
  [
    'one that runs says nothing yet',
    scheduled(),
    [thisNight, backup('2026-11-30T11:59:00Z', 'running')],
    undefined,
  ],
  [
    'the latest failed',
    scheduled(),
    [failed, thisNight],
    'Backup/db-backups-30 failed: cannot proceed with the backup as the cluster has no plugin configured',
  ],
  [
    'an earlier failure is made good by a success',
    scheduled(),
    [failed, backup('2026-11-30T04:00:00Z', 'completed')],
    undefined,
  ],
  [
    'the log of changes does not get to the bucket',
    scheduled(),
    [backup('2026-11-30T04:00:00Z', 'walArchivingFailing', { error: 'no answer' })],
    "Backup/db-backups-30 is in the state 'walArchivingFailing': no answer",
  ],
  [
    'three nights without one',
    scheduled(),
    [backup('2026-11-27T02:00:00Z', 'completed')],
    'the last backup is too old',
  ],
  ['never any', scheduled(), [], 'there is no backup yet'],
  ['one of another cluster does not count', scheduled(), [ofAnother(thisNight)], 'there is no backup yet'],
  ['never any, by a word for daily', scheduled('@daily'), [], 'there is no backup yet'],
  [
    'a weekly one may be older',
    scheduled('0 0 2 * * 0'),
    [backup('2026-11-27T02:00:00Z', 'completed')],
    undefined,
  ],
  [
    'none is late where the schedule is suspended',
    scheduled('', { spec: { ...spec, schedule: '0 0 2 * * *', suspend: true } }),
    [],
    undefined,
  ],
  [
    'a schedule that the operator refuses',
    scheduled('0 0 2 * * *', { status: { error: 'no such method' } }),
    [thisNight],
    'no such method',
  ],
])('%s', (_, schedule, backups, trouble) => {
  expect(clusterBackupStates([...backups, schedule], now)[0]?.trouble).toBe(trouble);
});

test('the last good one has an age, and the schedule its five fields', () => {
  expect(clusterBackupStates([scheduled(), thisNight], now)).toEqual([
    { store: 'db', schedule: '0 2 * * *', madeBy: 'CloudNativePG', age: (9 * 60 + 59) * 60_000 },
  ]);
});

function ofAnother(other: ClusterBackup): ClusterBackup {
  return { ...other, spec: { cluster: { name: 'other' } } };
}
