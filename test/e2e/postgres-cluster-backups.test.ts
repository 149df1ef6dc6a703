import { Testing } from 'cdk8s';
import { setTimeout as sleep } from 'node:timers/promises';
import { Credentials, dev, minio, ObjectStore, PostgresCluster, Stack } from '../../lib';
import { healthy, instanceImage, postgresClient, query } from './cloud-native-pg';
import { apply, kubectl, type KubeObject } from './cluster';
import { DeployedStack } from './deployed-stack';
import { describeWith } from './known-kind';
import { eventually } from './patience';

const stack = new DeployedStack('postgres-cluster-backups');

describeWith('objectstores.barmancloud.cnpg.io')(
  'a PostgresCluster with backups in a bucket (skipped without the Barman Cloud plugin)',
  () => {
    jest.setTimeout(900_000);

    beforeAll(launchCluster);

    afterAll(() => kubectl('delete', 'namespace', stack.name, '--wait=false'));

    test('goes back to the moment before a mistake', async () => {
      await query(
        stack,
        'client',
        'CREATE TABLE written AS SELECT id, md5(id::text) FROM generate_series(1, 1000) id',
      );
      await backUp();
      await query(
        stack,
        'client',
        'INSERT INTO written SELECT id, md5(id::text) FROM generate_series(1001, 2000) id',
      );
      const before = await checksum('client');
      const [moment = ''] = await query(
        stack,
        'client',
        "SELECT to_char(now() AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS.US')",
      );
      await sleep(2_000);
      await query(stack, 'client', 'DELETE FROM written WHERE id % 3 = 0');
      await archived();

      await launchRestored(`${moment.replace(' ', 'T')}Z`);

      expect(await checksum('restored-client')).toBe(before);
      expect(before).toMatch(/^2000\|/);
      expect(await checksum('client')).toMatch(/^1334\|/);
    });
  },
);

/** Makes a backup as docs/outgrowing.md has it, and waits until it is in the bucket. */
async function backUp(): Promise<void> {
  const name = 'db-now';
  await apply([
    {
      apiVersion: 'postgresql.cnpg.io/v1',
      kind: 'Backup',
      metadata: { name, namespace: stack.name },
      spec: {
        cluster: { name: 'db' },
        method: 'plugin',
        pluginConfiguration: { name: 'barman-cloud.cloudnative-pg.io' },
      },
    },
  ]);
  await stack.kubectl('wait', `backup/${name}`, '--for=jsonpath={.status.phase}=completed', '--timeout=240s');
}

/** Waits until the log is in the bucket as far as it has been written now. */
async function archived(): Promise<void> {
  const superuser = (sql: string) =>
    stack.kubectl('exec', 'db-1', '--container=postgres', '--', 'psql', '-Atqc', sql);
  const { stdout: segment } = await superuser('SELECT pg_walfile_name(pg_switch_wal())');
  await eventually(async () => {
    const { stdout } = await superuser('SELECT last_archived_wal FROM pg_stat_archiver');
    if (stdout < segment) throw new Error(`${segment.trim()} is not archived`);
  });
}

async function checksum(client: string): Promise<string> {
  const sql = "SELECT count(*), md5(string_agg(written::text, '|' ORDER BY id)) FROM written";
  return (await query(stack, client, sql)).join();
}

/** The cluster, with nothing left of an earlier one. */
async function launchCluster(): Promise<void> {
  await kubectl('delete', 'namespace', stack.name, '--ignore-not-found', '--timeout=240s');
  await launch(manifests(), 'db', 'client');
}

/** A second cluster, made of the backups of the first, as that was at a moment. */
async function launchRestored(targetTime: string): Promise<void> {
  await launch(manifests(targetTime), 'restored', 'restored-client');
}

async function launch(objects: KubeObject[], cluster: string, client: string): Promise<void> {
  process.stdout.write(`    the cluster ${cluster} is launched\n`);
  await apply(objects);
  await healthy(stack, cluster, 2);
  await stack.settled(`deployment/${client}`);
}

/** @param targetTime moment to which the second cluster goes back; without it there is only the first */
function manifests(targetTime?: string): KubeObject[] {
  const chart = new Stack(Testing.app(), stack.name, { environment: { ...dev(), replicas: 1 } });
  const store = new ObjectStore(chart, 'minio', {
    server: minio('quay.io/minio/minio:RELEASE.2025-09-07T16-13-09Z'),
  });
  const props = { image: instanceImage, database: 'shop', instances: 2 };
  const place = {
    endpoint: store,
    bucket: 'backups',
    credentials: new Credentials(chart, 'bucket', { random: [], existing: 'minio-credentials' }),
  };
  postgresClient(chart, 'client', new PostgresCluster(chart, 'db', { ...props, backups: place }));
  if (targetTime !== undefined) {
    const recoverFrom = { ...place, cluster: 'db', targetTime };
    postgresClient(
      chart,
      'restored-client',
      new PostgresCluster(chart, 'restored', { ...props, recoverFrom }),
    );
  }
  return Testing.synth(chart) as KubeObject[];
}
