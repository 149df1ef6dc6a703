import { createHash } from 'node:crypto';
import { context, kubectl } from './cluster';
import { run } from './command';
import { DeployedStack } from './deployed-stack';
import { eventually } from './patience';
import { Project } from './project';
import { Writer } from './writer';

describe('volumes and files', () => {
  const project = Project.withStacksOf('volumes');
  const stack = new DeployedStack('volumes');
  let written = 0;

  /** Runs a shell command in the pod of a workload. */
  const inside = async (workload: string, command: string): Promise<string> => {
    const { stdout } = await stack.kubectl('exec', workload, '--', 'sh', '-c', command);
    return stdout;
  };
  const lines = async (workload: string, file: string) =>
    (await inside(workload, `cat ${file}`)).trimEnd().split('\n');

  /** Appends a line to the shared folder, and reports it once it is on the disk. */
  const append = async (): Promise<string> => {
    const line = `line ${(written += 1)}`;
    await inside('deployment/writer', `echo ${line} >> /uploads/log && sync`);
    return line;
  };

  beforeAll(async () => {
    await kubectl('delete', 'namespace', stack.name, '--ignore-not-found', '--timeout=240s');
    const up = ['up', stack.name, '--context', context, '--timeout', '10m', '--no-typecheck'] as const;
    // A Deployment that gets a volume is recreated from then on, and a StatefulSet that gets a claim is replaced.
    await run('env', ['SLIPWAY_E2E_FIRST=yes', ...project.program, ...up], '', project.folder);
    await project.slipway(...up);
  }, 900_000);

  afterAll(async () => {
    project.remove();
    await kubectl('delete', 'namespace', stack.name, '--wait=false');
  });

  test('two workloads share a folder on one node, and one of them can only read it', async () => {
    await inside('deployment/writer', 'echo shared > /uploads/note');

    expect(await lines('deployment/site', '/srv/uploads/note')).toEqual(['shared']);
    await expect(inside('deployment/site', 'echo x > /srv/uploads/note')).rejects.toThrow(/[Rr]ead-only/);
    const nodes = (await stack.pods())
      .filter(({ metadata }) => metadata.labels?.['slipway.dev/one-node'] === 'volumes')
      .map(({ spec }) => (spec as { readonly nodeName?: string }).nodeName);
    expect(nodes).toHaveLength(2);
    expect(new Set(nodes).size).toBe(1);
  });

  test('each volume has its claim, and a store may have two', async () => {
    const claims = await stack.get('persistentvolumeclaims');

    expect(claims.map(({ metadata }) => metadata.name).sort()).toEqual([
      'data-store-0',
      'journal-store-0',
      'site-html',
      'uploads',
    ]);
    await inside('store-0', 'redis-cli set kept yes');
    await stack.replacePod('store');
    expect(await inside('store-0', 'redis-cli get kept')).toBe('yes\n');
  });

  test("an image's folder is in its volume, and what is changed there stays", async () => {
    const html = '/usr/share/nginx/html';
    expect(await inside('deployment/site', `cat ${html}/index.html`)).toContain('nginx');
    await inside('deployment/site', `echo changed > ${html}/index.html && echo new > ${html}/other.html`);
    await stack.kubectl('rollout', 'restart', 'deployment/site');
    await stack.settled('deployment/site');

    expect(await inside('deployment/site', `cat ${html}/index.html ${html}/other.html`)).toBe(
      'changed\nnew\n',
    );
  });

  test('files arrive as they are: bytes, secrets, and a script that runs', async () => {
    const bytes = Uint8Array.from({ length: 256 }, (_, index) => index);
    const checksum = createHash('sha256').update(bytes).digest('hex');
    const { stdout: token } = await stack.kubectl(
      ...['get', 'secret', 'credentials', '--output', 'go-template={{.data.token | base64decode}}'],
    );

    expect(await inside('deployment/site', 'sha256sum /srv/every-byte')).toContain(checksum);
    expect(token).toMatch(/^[\w-]{32}$/);
    expect(await inside('deployment/site', 'cat /srv/token')).toBe(token);
    expect(await inside('deployment/site', 'cat /srv/login.ini')).toBe(`[login]\ntoken = "${token}"\n`);
    expect(await inside('deployment/site', '/srv/hello.sh')).toBe('hello from /srv/hello.sh\n');
  });

  test.each([
    [
      'a rollout, in which there are never two pods',
      async () => {
        await stack.kubectl('rollout', 'restart', 'deployment/writer');
        await stack.settled('deployment/writer');
      },
      1,
    ],
    [
      'the loss of its pod',
      async () => {
        const { metadata } = await stack.pod('writer');
        await stack.kubectl('delete', 'pod', metadata.name, '--grace-period=1');
        await stack.settled('deployment/writer');
      },
      2,
    ],
  ])('nothing that was written is lost by %s', async (_, disruption, pods) => {
    let most = 0;
    const writer = new Writer(async () => {
      most = Math.max(most, (await stack.pods('writer')).length);
      return append();
    });
    await writer.during(disruption);

    expect(writer.receipts.length).toBeGreaterThan(0);
    expect(await lines('deployment/site', '/srv/uploads/log')).toEqual(
      expect.arrayContaining(writer.receipts),
    );
    expect(most).toBeLessThanOrEqual(pods);
  });

  test('down keeps the data, and the next up has it again', async () => {
    const before = await eventually(() => lines('deployment/site', '/srv/uploads/log'));
    await project.slipway('down', stack.name, '--context', context);
    await project.slipway('up', stack.name, '--context', context, '--skip-images');

    expect(await lines('deployment/site', '/srv/uploads/log')).toEqual(before);
  });
});
