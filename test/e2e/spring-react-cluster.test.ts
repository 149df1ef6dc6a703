import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { healthy, instanceImage } from './cloud-native-pg';
import { apply, kubectl, type KubeObject } from './cluster';
import { DeployedStack } from './deployed-stack';
import { describeWith } from './known-kind';
import { manifests } from './manifests';
import { eventually } from './patience';
import { asTrial } from './production';
import { reach } from './reach';
import { Site } from './site';
import { asSuperuser } from './spring-react-database';
import { Writer } from './writer';

// The chart's, of whatever version the others run.
const chartImage = 'ghcr.io/cloudnative-pg/postgresql:16.10-standard-bookworm';

const stack = new DeployedStack('spring-react-cluster');
const site = new Site('spring-react-cluster.localhost');
const password = randomBytes(12).toString('hex');

// The database of the stack in production, with the rest of the stack around it.
describeWith('clusters.postgresql.cnpg.io')(
  'spring-react in production (skipped without CloudNativePG)',
  () => {
    beforeAll(launch, 900_000);

    afterAll(() => kubectl('delete', 'namespace', stack.name, '--wait=false'));

    test('a primary and two replicas run, and the backends serve from them', async () => {
      const units = await site.json<{ items: readonly object[] }>('/api/v1/units', await signedIn());

      expect(await stack.pods('postgresql')).toHaveLength(3);
      expect(units.items).toEqual([]);
    });

    test('the database is what the init scripts make of a single server', async () => {
      expect(await ask("SELECT count(*) FROM pg_namespace WHERE nspowner = 'pagodirecto_crm'::regrole")).toBe(
        '8',
      );
      expect(await ask("SELECT string_agg(extname, ',' ORDER BY extname) FROM pg_extension")).toBe(
        'pg_stat_statements,pg_trgm,pgcrypto,plpgsql,uuid-ossp',
      );
      expect(await ask("SELECT rolsuper FROM pg_roles WHERE rolname = 'pagodirecto_crm'")).toBe('f');
      expect(await ask("SELECT 'Ñandú' ILIKE 'ñANDÚ' AND 'a' < 'B' AND 'Ñ' < 'O'")).toBe('t');
      expect(await ask('SHOW work_mem')).toBe('16MB');
    });

    test('only the backends connect to the database, and it to nothing of the stack', async () => {
      const databases = ['postgres:5432', 'postgres-ro:5432'];
      const reached = async (workload: string, ...targets: readonly string[]) =>
        reach(stack, await stack.pod(workload), targets);

      expect(
        await Promise.all([
          reached('nginx', 'backend:8080', ...databases),
          reached('backend', ...databases),
          reached('postgresql', 'backend:8080', ...databases),
        ]),
      ).toEqual([['backend:8080'], databases, databases]);
    });

    test('when the primary is killed a replica takes over, and nothing confirmed is lost', async () => {
      const { headers } = await signedIn();
      await site.json('/api/v1/units', {
        method: 'POST',
        headers,
        json: { code: 'quito', name: 'Quito', currency: 'USD' },
      });
      const lost = await primary();
      let tried = 0;
      const writer = new Writer(async () => {
        const name = `client ${++tried}`;
        const json = { name, email: `client${tried}@example.com`, unit: 'quito' };
        const { status } = await site.ask('/api/v1/clients', { method: 'POST', headers, json });
        return status === 201 ? name : undefined;
      });

      await writer.until(() => writer.receipts.length >= 20);
      await writer.during(async () => {
        await stack.kubectl('delete', 'pod', lost, '--grace-period=0', '--force');
        await sleep(5_000);
      });
      const away = writer.longestGap;
      await stack.kubectl('wait', 'cluster/postgres', '--for=condition=Ready', '--timeout=240s');

      process.stdout.write(`    no write succeeded for ${(away / 1000).toFixed(1)} s\n`);
      expect(await primary()).not.toBe(lost);
      expect(away).toBeLessThan(30_000);
      const names = await ask(
        "SET app.current_tenant = '*'; SELECT string_agg(name, ',') FROM clientes.client",
      );
      const kept = new Set(names.split(','));
      expect(writer.receipts.filter((name) => !kept.has(name))).toEqual([]);
    });
  },
);

async function launch(): Promise<void> {
  await new DeployedStack('spring-react').install(); // so that the images are there
  await kubectl('delete', 'namespace', stack.name, '--ignore-not-found', '--timeout=240s');
  const objects = asTrial(await manifests('spring-react', 'prod'), {
    stack: 'spring-react',
    namespace: stack.name,
    replace: { [chartImage]: instanceImage, 'spring-react.example.com': site.host },
  });
  await apply(objects.filter(({ kind }) => kind === 'Namespace'));
  await apply([
    {
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: { name: 'backend-secrets', namespace: stack.name },
      stringData: { 'jwt-secret': randomBytes(24).toString('hex'), 'initial-password': password },
    },
  ]);
  await apply(withoutBackups(objects));
  await healthy(stack, 'postgres', 3);
  for (const name of ['backend', 'frontend', 'nginx']) await stack.settled(`deployment/${name}`);
}

/** They need a plugin of the operator, and a bucket. */
function withoutBackups(objects: readonly KubeObject[]): KubeObject[] {
  const others = objects.filter(({ kind }) => !['ObjectStore', 'ScheduledBackup'].includes(kind));
  const text = JSON.stringify(others, (field, value: unknown) => (field === 'plugins' ? undefined : value));
  return JSON.parse(text) as KubeObject[];
}

async function signedIn(): Promise<{ headers: Record<string, string> }> {
  const json = { email: 'admin@pagodirecto.example', password };
  const { accessToken } = await eventually(() =>
    site.json<{ accessToken: string }>('/api/v1/auth/login', { method: 'POST', json }),
  );
  return { headers: { Authorization: `Bearer ${accessToken}` } };
}

async function primary(): Promise<string> {
  const { stdout } = await stack.kubectl(
    ...['get', 'cluster', 'postgres', '--output=jsonpath={.status.currentPrimary}'],
  );
  return stdout;
}

async function ask(sql: string): Promise<string> {
  return asSuperuser(stack, await primary(), sql);
}
