import { createHash } from 'node:crypto';
import { apply, context, kubectl, type KubeObject } from './cluster';
import { type Printed, run } from './command';
import { Project } from './project';
import { checksums, load, lose, vault } from './vault/data';
import { Offsite } from './vault/offsite';

interface Backup {
  readonly name: string;
  readonly store: string;
  readonly file: string;
  readonly encrypted: boolean;
  readonly foreign?: string;
}

describe('backups', () => {
  const project = Project.withStacksOf('vault');
  const offsite = new Offsite();
  let keys: Readonly<Record<string, string>>;
  let before: Readonly<Record<string, string>>;
  let made: readonly Backup[];

  const slipway = (command: string, ...args: string[]): Promise<Printed> =>
    project.slipway(command, vault.name, '--context', context, ...args);
  const backups = async (): Promise<readonly Backup[]> => {
    const { stdout } = await slipway('backups', '--output', 'json');
    return (JSON.parse(stdout) as { readonly backups: readonly Backup[] }).backups;
  };
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

  const launch = async (): Promise<void> => {
    await slipway('up', '--timeout', '10m');
  };
  const bringSecrets = async (): Promise<void> => {
    const own = Object.entries(keys).map(([key, value]) => [`backup-${key}`, { [key]: value }] as const);
    const secrets = [...own, ...Object.entries(offsite.secrets)];
    await apply(
      secrets.map(([name, stringData]) => ({
        apiVersion: 'v1',
        kind: 'Secret',
        metadata: { name, namespace: vault.name },
        stringData,
      })),
    );
  };

  const inBucket = (key: string): Promise<Buffer> => offsite.with((s3) => s3.get('backups', key));
  const oldName = 'mongodb-20200131t020000z';
  const foreignName = 'mongodb-20200131t020001z';
  /** Puts a copy of the backup of MongoDB beside it, with another name and manifest. */
  const plant = (name: string, more: object): Promise<void> =>
    offsite.with(async (s3) => {
      const whole = backupOf('mongodb');
      const described = (await s3.get('backups', `vault/mongodb/${whole.name}.json`)).toString();
      const file = whole.file.replace(whole.name, name);
      await s3.put('backups', `vault/${file}`, await s3.get('backups', `vault/${whole.file}`));
      const manifest = {
        ...(JSON.parse(described) as object),
        name,
        file,
        created: '2020-01-31T02:00:00Z',
        ...more,
      };
      await s3.put('backups', `vault/mongodb/${name}.json`, Buffer.from(JSON.stringify(manifest)));
    });

  beforeAll(async () => {
    await launch();
    await offsite.launch();
    const { stdout } = await run('docker', ['run', '--rm', 'slipway/backup:1.1.0', 'keygen']);
    keys = JSON.parse(stdout) as Record<string, string>;
    await bringSecrets();
    await load();
    before = await checksums();
    await slipway('backup');
    made = await backups();
    await plant(oldName, {});
    await plant(foreignName, { owner: { stack: 'another', cluster: ['another'] } });
  }, 900_000);

  afterAll(async () => {
    project.remove();
    await offsite.remove();
    await kubectl('delete', 'namespace', vault.name, '--wait=false');
  });

  test('every store has one, and slipway status shows its age', async () => {
    expect(made.map(({ store, encrypted }) => [store, encrypted])).toEqual([
      ['minio', true],
      ['mongodb', true],
      ['postgres', true],
      ['redis', false],
    ]);
    const { stdout } = await slipway('status');
    expect(stdout.match(/^(minio|mongodb|postgres|redis) +on demand +\d+\S+ ago +ok$/gm)).toHaveLength(4);
  });

  test('a backup that is encrypted with a public key has no readable data', async () => {
    const file = await inBucket(`vault/${backupOf('mongodb').file}`);

    expect(file.subarray(0, 21).toString()).toBe('age-encryption.org/v1');
  });

  test('after everything is lost, a restore brings every table, key, collection and bucket back', async () => {
    await lose();
    expect(await checksums()).not.toEqual(before);

    const names = made.flatMap(({ name }) => ['--from', name]);
    const { stdout } = await slipway('restore', ...names, '--yes');

    expect(stdout).toContain('Paused: Deployment/client');
    expect(await checksums()).toEqual(before);
    expect(await vault.pods('client')).toHaveLength(2);
    const own = (await backups()).filter(({ foreign }) => foreign === undefined);
    expect(own.length).toBe(8); // what was there before it was replaced
  }, 600_000);

  test('one that is older than the retention is deleted from the bucket after the next backup', async () => {
    await offsite.with(async (s3) => {
      const left = (await s3.keys('backups')).filter((key) => key.startsWith('vault/mongodb/'));

      expect(left.filter((key) => key.includes(oldName))).toEqual([]);
      // A dump and a manifest of each. The backup of another stack is as old, but slipway must not delete it.
      expect(left.filter((key) => key.includes(foreignName))).toHaveLength(2);
      expect(left).toHaveLength(3 * 2);
    });
  });

  const isRefused = async ({ name }: Backup, message: RegExp): Promise<void> => {
    const clients = (await vault.pods('client')).map(({ metadata }) => metadata.uid);

    await expect(slipway('restore', '--from', name, '--yes')).rejects.toThrow(message);

    expect(await checksums()).toEqual(before);
    expect((await vault.pods('client')).map(({ metadata }) => metadata.uid)).toEqual(clients);
  };

  test('one that is truncated on a volume is refused, and nothing is changed', async () => {
    const redis = backupOf('redis');
    await onVolume(`truncate -s -100 /backups/${redis.file}`);

    await isRefused(redis, /has \d+ bytes instead of \d+/);
  });

  test('one that is changed in a bucket is refused, and nothing is changed', async () => {
    const postgres = backupOf('postgres');
    const file = `vault/${postgres.file}`;
    const spoiled = { [file]: flipped(await inBucket(file)) };

    await offsite.whileSpoiled('backups', spoiled, () =>
      isRefused(postgres, /has the checksum \w+ instead of \w+/),
    );
  });

  test('one that is encrypted is refused even if its checksum was changed with it', async () => {
    const mongodb = backupOf('mongodb');
    const [file, manifest] = [`vault/${mongodb.file}`, `vault/mongodb/${mongodb.name}.json`];
    const changed = flipped(await inBucket(file));
    const told = {
      ...(JSON.parse((await inBucket(manifest)).toString()) as object),
      sha256: createHash('sha256').update(changed).digest('hex'),
    };
    const spoiled = { [file]: changed, [manifest]: Buffer.from(JSON.stringify(told)) };

    await offsite.whileSpoiled('backups', spoiled, () =>
      isRefused(mongodb, /failed to decrypt and authenticate/),
    );
  });

  test('one of another stack is refused without --foreign, and nothing is changed', async () => {
    await isRefused({ ...backupOf('mongodb'), name: foreignName }, /it is of the stack 'another'/);
  });

  test('one without its dump is reported by slipway backups and by slipway status', async () => {
    await onVolume('cd /backups/redis && rm "$(ls | grep -v json | tail -1)"');

    await expect(slipway('backups')).rejects.toThrow(/redis-\S+ .* its dump \S+ is gone/);
    await expect(slipway('status')).rejects.toThrow(/redis .* redis-\S+: its dump \S+ is gone/);
  });

  test('without the private key an encrypted one is refused', async () => {
    await vault.kubectl('delete', 'secret', 'backup-identities');

    await expect(slipway('restore', '--from', backupOf('mongodb').name, '--yes')).rejects.toThrow(
      /backup-identities.*nothing was changed/s,
    );
    // No Job waits for the key, so nothing is restored later.
    const active = (await restoresOf('mongodb')).filter(({ status }) => (status?.active ?? 0) > 0);
    expect(active).toEqual([]);
  });

  test('one that fails is reported by slipway status, with exit code 1', async () => {
    const patch = JSON.stringify({ stringData: { recipients: 'nonsense' } });
    await vault.kubectl('patch', 'secret', 'backup-recipients', '--patch', patch);

    await expect(slipway('backup', 'mongodb')).rejects.toThrow(/BACKUP_RECIPIENTS/);
    await expect(slipway('status')).rejects.toThrow(/mongodb .* Job\/mongodb-backup-\w+ failed/);
  });

  test('after the loss of the namespace and its volumes, a new namespace gets all data of the bucket back', async () => {
    await kubectl('delete', 'namespace', vault.name, '--timeout=240s');
    await launch();
    await bringSecrets();
    const lost = await checksums();
    for (const [part, checksum] of Object.entries(before)) expect(lost[part]).not.toBe(checksum);

    const names = made.filter(({ store }) => store !== 'redis').flatMap(({ name }) => ['--from', name]);
    await slipway('restore', ...names, '--yes');

    // The backups of Redis were on a volume.
    expect(await checksums()).toEqual({ ...before, keys: lost.keys });
  }, 900_000);
});

function flipped(content: Buffer): Buffer {
  const changed = Buffer.from(content);
  const middle = Math.floor(content.length / 2);
  changed.writeUInt8(content.readUInt8(middle) ^ 1, middle);
  return changed;
}

/** Runs a shell command on the volume of the backups, as somebody who has got hold of it. */
async function onVolume(command: string): Promise<void> {
  const name = 'intruder';
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
