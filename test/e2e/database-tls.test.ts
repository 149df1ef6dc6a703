import { makeOwnCertificate } from '../../lib/local/certificate';
import { context, kubectl, type KubeObject } from './cluster';
import { run } from './command';
import { DeployedStack } from './deployed-stack';
import { eventually } from './patience';
import { Project } from './project';

const stack = new DeployedStack('secured');

type SecretObject = KubeObject & { readonly data: Readonly<Record<string, string>> };

describe('databases with TLS', () => {
  const project = Project.withStacksOf('secured');
  const slipway = (command: string, ...args: string[]) =>
    project.slipway(command, stack.name, '--context', context, ...args);

  beforeAll(async () => {
    await slipway('up', '--timeout', '10m');
    await sql('CREATE TABLE notes AS SELECT i AS id FROM generate_series(1, 100) i');
    await redis('SET kept 1');
  }, 900_000);

  afterAll(async () => {
    project.remove();
    await kubectl('delete', 'namespace', stack.name, '--wait=false');
  });

  test('their clients verify them, by the certificates that the launch has made', async () => {
    expect(await sql('SELECT ssl, version FROM pg_stat_ssl WHERE pid = pg_backend_pid()')).toMatch(
      /^t\|TLSv1\.[23]$/,
    );
    expect(await redis('GET kept')).toBe('1');
  });

  test('a second launch changes nothing', async () => {
    const before = await certificates();
    await slipway('diff'); // fails on a difference
    await slipway('up');

    expect(await certificates()).toEqual(before);
  });

  test('status shows when their certificates expire', async () => {
    const { stdout } = await slipway('status');

    expect(stdout).toMatch(/^postgres +Secret\/postgres-tls +20\d\d-\d\d-\d\d +ok$/m);
    expect(stdout).toMatch(/^redis +Secret\/redis-tls +20\d\d-\d\d-\d\d +ok$/m);
  });

  test('a connection without TLS is refused, although the password is right', async () => {
    await expect(psql('SELECT 1', `${withoutQuery}?sslmode=disable`)).rejects.toThrow(/no encryption/);
    await expect(inWorkload('cache', 'redis-cli -h redis PING')).rejects.toThrow(/I\/O error|reset by peer/);
  });

  test('a client that trusts the CA of somebody else refuses the server', async () => {
    const { ca } = makeOwnCertificate(['postgres', 'redis']);

    await expect(serves('postgres', ca)).rejects.toThrow(/certificate verify failed/);
    await expect(serves('redis', ca)).rejects.toThrow(/certificate verify failed/);
  });

  test('backups are made and restored', async () => {
    await slipway('backup');
    await sql('DROP TABLE notes');
    await redis('FLUSHALL');
    await slipway('restore', '--from', 'latest', '--yes');

    expect(await eventually(() => sql('SELECT count(*) FROM notes'))).toBe('100');
    expect(await eventually(() => redis('GET kept'))).toBe('1');
  }, 600_000);

  test.each(['postgres', 'redis'] as const)(
    '%s serves a renewed certificate without a restart',
    async (server) => {
      const before = await stack.pod(server);
      const made = makeOwnCertificate([server]);
      const [old] = await secrets(`${server}-tls`);
      const bundle = `${text(old, 'ca.crt')}${made.ca}`;
      const stringData = { 'tls.crt': made.certificate, 'tls.key': made.key, 'ca.crt': bundle };
      await stack.kubectl('patch', 'secret', `${server}-tls`, '--patch', JSON.stringify({ stringData }));

      // The kubelet takes up to a minute and a half for the files, and the probe five seconds for the server.
      await eventually(() => serves(server, made.ca), 5_000);
      const after = await stack.pod(server);
      expect([after.metadata.uid, restarts(after)]).toEqual([before.metadata.uid, restarts(before)]);
      expect(await sql('SELECT count(*) FROM notes')).toBe('100');
      expect(await redis('GET kept')).toBe('1');
    },
    180_000,
  );
});

/** The value of a Secret as text. */
function text(secret: SecretObject | undefined, key: string): string {
  return Buffer.from(secret?.data[key] ?? '', 'base64').toString();
}

async function secrets(...names: readonly string[]): Promise<SecretObject[]> {
  const all = await stack.get<SecretObject>('secrets');
  return all.filter(({ metadata }) => names.includes(metadata.name));
}

async function certificates(): Promise<string[]> {
  return (await secrets('postgres-tls', 'redis-tls')).map((secret) => text(secret, 'tls.crt'));
}

function restarts({ status }: Awaited<ReturnType<DeployedStack['pod']>>): number | undefined {
  return status.containerStatuses?.[0]?.restartCount;
}

/** Connects to a server, as a client that trusts only this CA; rejects if that is not its CA. */
async function serves(server: 'postgres' | 'redis', ca: string): Promise<void> {
  const workload = server === 'postgres' ? 'sql' : 'cache';
  await inWorkload(workload, `printf '%s' '${ca}' > /tmp/other.crt`);
  if (server === 'postgres')
    await psql('SELECT 1', `${withoutQuery}?sslmode=verify-full&sslrootcert=/tmp/other.crt`);
  else await inWorkload(workload, 'redis-cli -h redis --tls --cacert /tmp/other.crt PING');
}

/** The URL of the database without its parameters, in a shell. */
const withoutQuery = '${DATABASE_URL%%[?]*}';

function sql(statement: string): Promise<string> {
  return psql(statement, '$DATABASE_URL');
}

function psql(statement: string, url: string): Promise<string> {
  return inWorkload('sql', `psql "${url}" -qAtX -v ON_ERROR_STOP=1 -c "${statement}"`);
}

function redis(command: string): Promise<string> {
  return inWorkload('cache', `redis-cli -h redis --tls --cacert "$REDIS_CA" ${command}`);
}

async function inWorkload(workload: string, script: string): Promise<string> {
  const { stdout } = await run('kubectl', [
    ...['--context', context, '--namespace', stack.name, 'exec', `deployment/${workload}`, '--'],
    ...['sh', '-c', script],
  ]);
  return stdout.trim();
}
