import { describeBackupStates } from '../../../cli/status/backup-lines';
import { styler } from '../../../cli/terminal/style';
import type { BackupState } from '../../../engine/backup/state';

const hour = 3_600_000;
const good: BackupState = { store: 'db', schedule: '0/15 2 * * *', madeBy: 'slipway', age: 9 * hour };
const troubled: BackupState = { ...good, trouble: 'Job/db-backup-2 failed: it has its reasons' };

test('status shows the age of the last successful backup, and how to fix a failure', () => {
  expect(describeBackupStates([troubled], 'shop', 'staging')).toEqual([
    '',
    'BACKUPS OF  SCHEDULE      LAST GOOD  STATE',
    'db          0/15 2 * * *  9h ago     Job/db-backup-2 failed: it has its reasons',
    '',
    "'npx slipway backup shop --context staging' backs up now, or shows why it fails.",
  ]);
});

test('status does not call one good that nobody has looked at since it was made', () => {
  expect(describeBackupStates([{ ...good, unseen: true }], 'shop', 'staging')[2]).toMatch(
    / ok when it was made$/,
  );
});

test('status shows those of CloudNativePG beside the others, and where to read on', () => {
  const none: BackupState = {
    store: 'users',
    schedule: '@daily',
    madeBy: 'CloudNativePG',
    trouble: 'there is no backup yet',
  };

  expect(describeBackupStates([good, none], 'shop', 'kind-slipway')).toEqual([
    '',
    'BACKUPS OF  SCHEDULE      LAST GOOD  STATE',
    'db          0/15 2 * * *  9h ago     ok',
    'users       @daily        none       there is no backup yet',
    '',
    'CloudNativePG backs up a cluster. docs/outgrowing.md shows how to back up now.',
  ]);
});

test.each<[string, BackupState, boolean]>([
  ['not one that is good, whatever its schedule looks like', good, false],
  ['one that is in trouble', troubled, true],
])('a line is yellow: %s', (_, state, isYellow) => {
  const [, head = '', line = ''] = describeBackupStates([state], 'shop', 'staging', styler(true));

  expect(head.startsWith('\u001b[1m')).toBe(true);
  expect(line.startsWith('\u001b[33m')).toBe(isYellow);
});

test('a stack without backups has no lines about them', () => {
  expect(describeBackupStates([], 'shop', 'staging')).toEqual([]);
});
