import { Testing } from 'cdk8s';
import { dev, PostgresCluster, PostgresPooler, Stack } from '../../lib';
import { healthy, instanceImage, lines, postgresClient, query } from './cloud-native-pg';
import { apply, kubectl } from './cluster';
import { DeployedStack } from './deployed-stack';
import { eventually } from './patience';
import type { Pod } from './pod';
import { killContainer } from './sigkill';
import { Writer } from './writer';

// A drill of many minutes, for a cluster that has CloudNativePG: docs/operations.md has what came of 3.
const kills = Number(process.env.SLIPWAY_E2E_CLUSTER_KILLS ?? 0);
const describeDrill = kills > 0 ? describe : describe.skip;

// By force comes last: for a while there are two of the same name then, of which Kubernetes warns.
const waysToLose = ['killed', 'deleted', 'deleted by force'] as const;
type WayToLose = (typeof waysToLose)[number];

const poolerImage = 'ghcr.io/cloudnative-pg/pgbouncer:1.25.1';

const stack = new DeployedStack('postgres-cluster');

describeDrill(
  'three instances lose their primary (skipped without SLIPWAY_E2E_CLUSTER_KILLS, how often each way)',
  () => {
    jest.setTimeout((kills + 2) * 300_000);

    beforeAll(launch, 600_000);

    afterAll(() => kubectl('delete', 'namespace', stack.name, '--wait=false'));

    describe.each(waysToLose)('%s', (way) => {
      test.each(['client', 'pooled-client'])('what a %s was told to be written is there', async (client) => {
        await survive(way, client);
      });
    });
  },
);

/** Loses the primary again and again while a client writes, then looks for each write that was acknowledged. */
async function survive(way: WayToLose, client: string): Promise<void> {
  const writer = new Writer(async () => {
    // A row that psql prints is one whose commit the server has confirmed.
    const ids = lines(await psql(client, insert.repeat(20)));
    return ids.length > 0 ? ids : undefined;
  });
  const gaps: number[] = [];
  const missing = new Set<string>();
  for (let round = 0; round < kills; round++) {
    const lost = await primary();
    await writer.until(() => writer.receipts.length >= (round + 1) * 5);
    writer.longestGap = 0;
    await writer.during(() => lose(lost, way));
    gaps.push(writer.longestGap / 1000);
    const kept = new Set(await eventually(() => query(stack, 'client', 'SELECT id FROM written')));
    const gone = writer.receipts.flat().filter((id) => !kept.has(id) && !missing.has(id));
    gone.forEach((id) => missing.add(id));
    const { metadata } = await primary();
    process.stdout.write(`    ${lost.metadata.name} ${way}, then ${metadata.name}: ${gone.length} missing\n`);
  }

  process.stdout.write(
    `    ${way}, ${client}: ${writer.receipts.flat().length} writes acknowledged, ${missing.size} missing; ` +
      `none for ${gaps.map((gap) => gap.toFixed(1)).join(', ')} s\n`,
  );
  expect([...missing]).toEqual([]);
  expect(Math.max(...gaps)).toBeLessThan(30);
}

/** Ends the primary, and waits until there is another, or the same anew, and three instances. */
async function lose(pod: Pod, way: WayToLose): Promise<void> {
  if (way === 'killed') await killContainer(pod, 'postgres');
  else {
    const force = way === 'deleted by force' ? ['--grace-period=0', '--force'] : [];
    await stack.kubectl('delete', 'pod', pod.metadata.name, '--wait=false', ...force);
  }
  await eventually(async () => {
    if (containersOf(await primary()) === containersOf(pod)) throw new Error('the primary is still the same');
  });
  await healthy(stack, 'db', 3);
}

/** What differs once a pod, or what runs in it, is another. */
function containersOf({ status }: Pod): string {
  return (status.containerStatuses ?? []).map(({ containerID }) => containerID).join();
}

const insert = 'INSERT INTO written DEFAULT VALUES RETURNING id;';

/** What the server answers until it is lost; nobody waits for longer than a few seconds for one that is. */
async function psql(client: string, sql: string): Promise<string> {
  const ask = `PGCONNECT_TIMEOUT=2 timeout 5 psql "$DATABASE_URL" -Atq`;
  const command = ['sh', '-c', `echo "${sql.replaceAll(';', ';\n')}" | ${ask} || true`];
  const { stdout } = await stack.kubectl('exec', `deployment/${client}`, '--', ...command);
  return stdout;
}

async function primary(): Promise<Pod> {
  const { stdout } = await stack.kubectl(
    ...['get', 'cluster', 'db', '--output=jsonpath={.status.currentPrimary}'],
  );
  const [pod] = await stack.get<Pod>('pods', `--field-selector=metadata.name=${stdout}`);
  if (!pod) throw new Error(`the primary ${stdout} has no pod`);
  return pod;
}

async function launch(): Promise<void> {
  await kubectl('delete', 'namespace', stack.name, '--ignore-not-found', '--timeout=240s');
  await apply(manifests());
  await healthy(stack, 'db', 3);
  for (const name of ['pooler', 'client', 'pooled-client']) await stack.settled(`deployment/${name}`);
  await query(stack, 'client', 'CREATE TABLE written (id uuid PRIMARY KEY DEFAULT gen_random_uuid())');
}

function manifests(): object[] {
  const chart = new Stack(Testing.app(), stack.name, { environment: { ...dev(), replicas: 1 } });
  const db = new PostgresCluster(chart, 'db', { image: instanceImage, database: 'shop' });
  const pooler = new PostgresPooler(chart, 'pooler', { of: db, image: poolerImage, replicas: 2 });
  postgresClient(chart, 'client', db);
  postgresClient(chart, 'pooled-client', pooler);
  return Testing.synth(chart) as object[];
}
