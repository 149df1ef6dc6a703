import { describeBackups } from '../../../cli/commands/backups';
import { type Backup, newestOf, readableSize } from '../../../engine/backup/backup';
import type { BackupCronJob } from '../../../engine/backup/cron-jobs';
import { clientsOf } from '../../../engine/backup/pause';
import { selectBackups, selectInto } from '../../../engine/backup/select';
import { Failure } from '../../../engine/base/failure';
import { Patience } from '../../../engine/health/patience';
import { troublesOf } from '../../../engine/health/trouble';
import { jobOf, lacksSecret } from '../../../engine/jobs/job';
import { recording } from '../health/recording';

const now = Date.parse('2026-01-31T12:00:00Z');

function backup(name: string, more: Partial<Backup> = {}): Backup {
  return {
    name,
    store: name.split('-')[0] ?? '',
    created: '2026-01-31T02:00:00Z',
    size: 1_500,
    encrypted: false,
    contents: { 'public.notes': { count: 3 }, 'public.users': { count: 4 } },
    seconds: 1.2,
    ...more,
  };
}

const old = backup('db-20260101t020000z', { created: '2026-01-01T02:00:00Z' });
const young = backup('db-20260131t020000z');
const other = backup('cache-20260131t021500z');
const damaged = backup('db-20260131t100000z', {
  created: '2026-01-31T10:00:00Z',
  damage: 'the manifest is damaged',
});
const all = [other, old, young, damaged];

test('the newest of a store is the newest that is not damaged', () => {
  expect([...newestOf(all, false).values()]).toEqual([other, young]);
});

test.each([
  [0, '0 B'],
  [1023, '1023 B'],
  [1536, '1.5 KiB'],
  [20 * 1024 * 1024, '20 MiB'],
  [3 * 1024 ** 5, '3072 TiB'],
])('%s bytes are %s', (bytes, text) => {
  expect(readableSize(bytes)).toBe(text);
});

const choice = { stack: 'shop', backups: all, stores: ['cache', 'db'], context: 'staging', foreign: false };

describe('--from', () => {
  const select = (names: readonly string[], stores: readonly string[], backups: readonly Backup[] = all) =>
    selectBackups({ ...choice, backups, stores }, names);

  test('takes names, and latest for the newest of each store', () => {
    expect(select([old.name], ['cache', 'db'])).toEqual([old]);
    expect(select(['latest'], ['cache', 'db'])).toEqual([other, young]);
  });

  test('suggests the name that was most likely meant', () => {
    expect(() => select(['db-20260131t020000'], ['cache', 'db'])).toThrow(
      "the stack 'shop' has no backup 'db-20260131t020000': did you mean 'db-20260131t020000z'?",
    );
  });

  test('latest leaves out stores that the stack no longer has', () => {
    expect(select(['latest'], ['db'])).toEqual([young]);
    expect(() => select([other.name], ['db'])).toThrow(
      "cache-20260131t021500z is a backup of 'cache', which the stack 'shop' no longer has",
    );
  });

  test('takes one backup of a store only', () => {
    expect(() => select([old.name, young.name], ['cache', 'db'])).toThrow("'--from' names two backups of db");
  });

  test('has nothing to offer where every backup is damaged', () => {
    expect(() => select(['latest'], ['cache', 'db'], [damaged])).toThrow(
      "the stack 'shop' has no backup to restore",
    );
  });
});

describe('--into', () => {
  const into = (names: readonly string[], store: string) =>
    selectInto({ ...choice, stores: ['db', 'cache2'] }, names, store);

  test('gives a backup to a store of another name, such as one that was renamed', () => {
    expect(into([other.name], 'cache2')).toEqual([{ ...other, store: 'cache2' }]);
  });

  test.each([[['latest']], [[old.name, young.name]]])('takes one backup by its name, not %j', (names) => {
    expect(() => into(names, 'db')).toThrow("'--into db' needs exactly one backup");
  });

  test('suggests the store that was most likely meant', () => {
    expect(() => into([other.name], 'cache3')).toThrow(
      "the stack 'shop' has no backups of a store 'cache3': did you mean 'cache2'?",
    );
  });
});

describe('a backup of another stack or cluster', () => {
  const strange = backup('db-20260131t110000z', {
    created: '2026-01-31T11:00:00Z',
    foreign: 'it is of another cluster',
  });
  const withStrange = { ...choice, backups: [...all, strange], stores: ['db'] };

  test('is never the latest, and is refused by its name', () => {
    expect(selectBackups(withStrange, ['latest'])).toEqual([young]);
    const refusal = `the backup ${strange.name} can't be restored, and nothing was changed: it is of another cluster`;
    expect(() => selectBackups(withStrange, [strange.name])).toThrow(refusal);
    expect(() => selectInto(withStrange, [strange.name], 'db')).toThrow(refusal);
  });

  test('is accepted with --foreign, which the error names if the stack has no other backup', () => {
    const willing = { ...withStrange, foreign: true };
    expect(selectBackups(willing, ['latest'])).toEqual([strange]);
    expect(selectBackups(willing, [strange.name])).toEqual([strange]);
    expect(selectInto(willing, [strange.name], 'db')).toEqual([strange]);
    expect(fixOf(() => selectBackups({ ...withStrange, backups: [strange] }, ['latest']))).toContain(
      `--foreign accepts backups of other stacks and clusters, such as ${strange.name}: it is of another cluster.`,
    );
  });

  test('is marked in the list', () => {
    expect(describeBackups('shop', [strange], now, 'staging')[1]).toMatch(/ it is of another cluster$/);
  });

  const fixOf = (work: () => unknown): string => {
    try {
      work();
    } catch (error) {
      if (error instanceof Failure) return error.fix;
    }
    return '';
  };
});

describe('slipway backups', () => {
  test('shows age, size, contents and damage of each', () => {
    expect(describeBackups('shop', [young, damaged], now, 'staging')).toEqual([
      'BACKUP               STORE  AGE  SIZE     CONTENTS  ENCRYPTED  VERIFIED',
      'db-20260131t020000z  db     10h  1.5 KiB  7 in 2    no         yes',
      'db-20260131t100000z  db     2h   -        -         no         the manifest is damaged',
    ]);
  });

  test('says how to make the first one', () => {
    expect(describeBackups('shop', [], now, 'staging')).toEqual([
      "The stack 'shop' has no backup. 'npx slipway backup shop --context staging' makes one.",
    ]);
  });
});

const cronJob: BackupCronJob = {
  apiVersion: 'batch/v1',
  kind: 'CronJob',
  metadata: { name: 'db-restore', namespace: 'shop', uid: 'u1' },
  spec: {
    schedule: '0 0 1 1 *',
    suspend: true,
    jobTemplate: {
      metadata: { name: '', labels: { 'slipway.dev/backup': 'restore' } },
      spec: {
        backoffLimit: 2,
        template: { spec: { containers: [{ name: 'db', image: 'postgres:16.10' }] } },
      },
    },
  },
};

test('a Job of a CronJob belongs to it, gets its arguments, and is not retried', () => {
  expect(jobOf(cronJob, 'db-restore-1', ['verify', young.name])).toMatchObject({
    kind: 'Job',
    metadata: {
      name: 'db-restore-1',
      namespace: 'shop',
      labels: { 'slipway.dev/backup': 'restore' },
      ownerReferences: [{ kind: 'CronJob', name: 'db-restore', uid: 'u1' }],
    },
    spec: { backoffLimit: 0, template: { spec: { containers: [{ args: ['verify', young.name] }] } } },
  });
  expect(JSON.stringify(cronJob)).not.toContain('verify');
});

test('the clients of a store are those that its NetworkPolicy allows', () => {
  const policy = (name: string, ...from: string[]): Parameters<typeof clientsOf>[1][number] => ({
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: { name },
    ...{
      spec: {
        podSelector: {},
        ingress: from.map((each) => ({
          from: [{ podSelector: { matchLabels: { 'app.kubernetes.io/name': each } } }],
        })),
      },
    },
  });
  const policies = [policy('db', 'api', 'db-exporter'), policy('cache', 'worker'), policy('api', 'nginx')];

  expect([...clientsOf(['db'], policies)]).toEqual(['api', 'db-exporter']);
  expect([...clientsOf(['db', 'cache'], policies)]).toEqual(['api', 'db-exporter', 'worker']);
});

test.each([
  ['secret "backup-identities" not found', true],
  ["couldn't find key identities in Secret shop/backup-identities", true],
  // The node looks again by itself.
  ['failed to sync secret cache: timed out waiting for the condition', false],
])('whether a Job is given up at once, by what the node says: %s', (message, isGivenUp) => {
  const [trouble] = troublesOf(recording('absent-secret')).filter(
    ({ reason }) => reason === 'CreateContainerConfigError',
  );
  const troubles = trouble ? [{ ...trouble, message }] : [];

  expect(new Patience(lacksSecret).exhausted(troubles, 0)).toEqual(isGivenUp ? troubles : []);
  expect(troubles).toHaveLength(1);
});
