import { context, kubectl, type KubeObject } from './cluster';
import { type Printed, run } from './command';
import { Project } from './project';
import { checksums, load, lose, vault } from './vault/data';
import { S3 } from './vault/s3';

interface Backup {
  readonly name: string;
  readonly store: string;
  readonly file: string;
  readonly encrypted: boolean;
}

describe('backups', () => {
  const project = Project.withStacksOf('vault');
  let before: Readonly<Record<string, string>>;
  let made: readonly Backup[];

  const slipway = (command: string, ...args: string[]): Promise<Printed> =>
    project.slipway(command, vault.name, '--context', context, ...args);
  const backups = async (): Promise<readonly Backup[]> =>
    JSON.parse((await slipway('backups', '--json')).stdout) as readonly Backup[];
  const restoresOf = (store: string) =>
    vault.get<KubeObject & { readonly status?: { readonly active?: number } }>(
      'jobs',
      `--selector=slipway.dev/backup=restore,slipway.dev/store=${store}`,
    );
  const backupOf = (store: string): Backup => {
    const found = made.find((backup) => backup.store === store);
    if (!found) throw new Error(`there is no backup of ${store}`);
    return found;
  };

  beforeAll(async () => {
    await slipway('up', '--timeout', '10m');
    const { stdout } = await run('docker', ['run', '--rm', 'slipway/backup:1.0.0', 'keygen']);
    for (const [key, value] of Object.entries(JSON.parse(stdout) as Record<string, string>)) {
      await vault.kubectl('create', 'secret', 'generic', `backup-${key}`, `--from-literal=${key}=${value}`);
    }
    await load();
    before = await checksums();
    await slipway('backup');
    made = await backups();
  }, 900_000);

  afterAll(async () => {
    project.remove();
    await kubectl('delete', 'namespace', vault.name, '--wait=false');
  });

  test('there is one of every store, and slipway status shows how old it is', async () => {
    expect(made.map(({ store, encrypted }) => [store, encrypted])).toEqual([
      ['minio', true],
      ['mongodb', true],
      ['postgres', false],
      ['redis', false],
    ]);
    const { stdout } = await slipway('status');
    expect(stdout.match(/^(minio|mongodb|postgres|redis) +by hand +\d+\S+ ago +ok$/gm)).toHaveLength(4);
  });

  test('what a public key has encrypted holds nothing that could be read', async () => {
    await S3.of(vault, 'offsite', async (s3) => {
      const file = await s3.get('backups', `vault/${backupOf('mongodb').file}`);

      expect(file.subarray(0, 21).toString()).toBe('age-encryption.org/v1');
    });
  });

  test('after everything is lost, a restore brings every table, key, collection and bucket back', async () => {
    await lose();
    expect(await checksums()).not.toEqual(before);

    const names = made.flatMap(({ name }) => ['--from', name]);
    const { stdout } = await slipway('restore', ...names, '--yes');

    expect(stdout).toContain('Paused: client');
    expect(await checksums()).toEqual(before);
    expect(await vault.pods('client')).toHaveLength(2);
    expect((await backups()).length).toBe(8); // what was there before it was replaced
  }, 600_000);

  test.concurrent.each([
    ['truncated', 'postgres', 'truncate -s -100 ', /has \d+ bytes instead of \d+/],
    [
      'tampered with',
      'redis',
      'printf x | dd conv=notrunc bs=1 seek=500 of=',
      /has the checksum \w+ instead of \w+/,
    ],
  ])('one that is %s is refused, and nothing is touched', async (_, store, spoil, message) => {
    const { name, file } = backupOf(store);
    await onVolume(store, `${spoil}/backups/${file}`);
    const clients = (await vault.pods('client')).map(({ metadata }) => metadata.uid);

    await expect(slipway('restore', '--from', name, '--yes')).rejects.toThrow(message);

    expect(await checksums()).toEqual(before);
    expect((await vault.pods('client')).map(({ metadata }) => metadata.uid)).toEqual(clients);
  });

  test.concurrent('without the private key an encrypted one is refused', async () => {
    await vault.kubectl('delete', 'secret', 'backup-identities');

    await expect(slipway('restore', '--from', backupOf('mongodb').name, '--yes')).rejects.toThrow(
      /backup-identities.*nothing was touched/s,
    );
    // Nor will it be as soon as the key is there: no Job waits for it.
    const active = (await restoresOf('mongodb')).filter(({ status }) => (status?.active ?? 0) > 0);
    expect(active).toEqual([]);
  });

  test('one that fails is told by slipway status, with exit code 1', async () => {
    const patch = JSON.stringify({ stringData: { recipients: 'nonsense' } });
    await vault.kubectl('patch', 'secret', 'backup-recipients', '--patch', patch);

    await expect(slipway('backup', 'mongodb')).rejects.toThrow(/BACKUP_RECIPIENTS/);
    await expect(slipway('status')).rejects.toThrow(/mongodb .* Job\/mongodb-backup-\w+ failed/);
  });
});

/** Runs a shell command on the volume of the backups, as somebody who has got hold of it and is after one store. */
async function onVolume(store: string, command: string): Promise<void> {
  const name = `intruder-${store}`;
  const overrides = {
    spec: {
      securityContext: { runAsNonRoot: true, runAsUser: 10001, seccompProfile: { type: 'RuntimeDefault' } },
      containers: [
        {
          name,
          image: 'redis:7.4.5-alpine',
          command: ['sh', '-c', command],
          securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } },
          volumeMounts: [{ name: 'backups', mountPath: '/backups' }],
        },
      ],
      volumes: [{ name: 'backups', persistentVolumeClaim: { claimName: 'backups' } }],
    },
  };
  await run('kubectl', [
    ...['--context', context, '--namespace', vault.name, 'run', name, '--image=redis:7.4.5-alpine'],
    ...['--restart=Never', '--attach', '--rm', '--quiet', '--override-type=strategic'],
    ...['--overrides', JSON.stringify(overrides)],
  ]);
}
