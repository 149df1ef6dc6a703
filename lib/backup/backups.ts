import { Duration, Size } from 'cdk8s';
import { Cpu } from 'cdk8s-plus-27';
import { Construct } from 'constructs';
import { backupLabels } from '../contract';
import { checkProps } from '../core/check-props';
import { Connections } from '../core/connections';
import type { EnvValue, SecretKey } from '../core/env';
import { checkName, checkParts } from '../core/check';
import { type Resources, sumOf } from '../core/resources';
import { checkSchedule } from '../core/schedule';
import { Stack } from '../core/stack';
import { cronJob, cronJobName, type CronJobOptions } from '../workload/cron-job';
import { backupImage, installed } from './program';
import type { BackupSource, Room } from '../core/backup-source';
import { BackupTarget, type BoundTarget } from './target';

/** Props for `Backups`. */
export interface BackupsProps {
  /** Stores to back up, each on its own. */
  readonly of: readonly BackupSource[];

  /**
   * When, in cron's words, in UTC, in environments with scheduled backups.
   *
   * @default - daily, from 2 o'clock on, a quarter of an hour between two stores
   */
  readonly schedule?: string;

  /** How long a backup is kept. The last good one is kept for ever. @default Duration.days(30) */
  readonly retention?: Duration;

  /** Where backups are kept. @default BackupTarget.volume() */
  readonly to?: BackupTarget;

  /** @default - not encrypted */
  readonly encryption?: BackupEncryption;

  /** Time after which a backup, or a restore, has failed. @default Duration.hours(6) */
  readonly timeout?: Duration;

  /**
   * Promised and largest processor time and memory of each pod that backs up, restores or lists. A backup of Postgres takes
   * some four times its largest row. What a restore of Redis needs to load all of it comes on top.
   *
   * @default resources({ millicores: [50, 1000], mebibytes: [64, 1024] })
   */
  readonly resources?: Resources;

  /** Image of the program that does the work. @default backupImage */
  readonly image?: string;
}

/** Keys of age, as `age-keygen` makes them. */
export interface BackupEncryption {
  /** Public keys, one a line: all that backups are made with. */
  readonly recipients: string | SecretKey;

  /** Private keys, one a line: only a restore reads them, and only then the Secret needs to be there. */
  readonly identities: SecretKey;
}

/**
 * Backups of stores: compressed, with a checksum, and read back before they count.
 *
 * Defines for each store the CronJob `<store>-backup`; the CronJob `<store>-restore`, which is suspended: what
 * `slipway restore` makes its Jobs of; and a NetworkPolicy for the pods of both. Also the CronJob `<id>`, suspended
 * too, which lists what there is, and with a volume as the target a claim of that name.
 *
 * A backup of Postgres or Redis is the store as of one moment. MongoDB's collections are read one after the other, and so
 * are the objects of an object store: what is written meanwhile may be in it or not. What was written after it is lost
 * with the store.
 *
 * @throws if there is no store, one is there twice, is the target as well or has an id of more than 44 characters, or the schedule or the retention is none
 */
export class Backups extends Construct {
  private readonly target: BoundTarget;

  constructor(
    scope: Construct,
    id: string,
    private readonly props: BackupsProps,
  ) {
    super(scope, checkName('the id of Backups', id, cronJobName));
    checkProps(this, Backups, props);
    check(props);
    this.target = (props.to ?? BackupTarget.volume())._bind(this, id);

    this.catalogue(id);
    for (const [index, source] of props.of.entries()) this.store(source, index);
  }

  private catalogue(name: string): void {
    const { image = backupImage, resources = modest } = this.props;
    this.connected(name);
    this.job(name, {
      ...onDemand,
      name,
      retries: 2,
      container: { image, args: ['list'], user, env: this.target.env },
      resources,
      volumes: this.target.volumes,
      labels: backupLabels('list'),
    });
  }

  private store(source: BackupSource, index: number): void {
    const { schedule = `${(index % 4) * 15} ${2 + Math.floor(index / 4)} * * *`, encryption } = this.props;
    const { retention = Duration.days(30) } = this.props;
    const { recipients, identities } = encryption ?? {};
    const name = `${source.host}-backup`;
    this.connected(name).allowTo(source);

    this.job(name, {
      ...this.pod(name, source, ['save'], {
        BACKUP_RETENTION: `${retention.toHours()}h`,
        ...(recipients !== undefined && { BACKUP_RECIPIENTS: recipients }),
      }),
      schedule,
      suspended: !Stack.of(this).environment.scheduledBackups,
      retries: 2,
      labels: backupLabels('save', source.host),
    });
    this.job(`${source.host}-restore`, {
      ...this.pod(name, source, ['restore', 'latest'], {
        ...(identities !== undefined && { BACKUP_IDENTITIES: identities }),
      }),
      ...onDemand,
      retries: 0, // somebody is to look at it first
      labels: backupLabels('restore', source.host),
    });
  }

  private pod(
    name: string,
    source: BackupSource,
    args: readonly string[],
    env: Readonly<Record<string, EnvValue>>,
  ): Pick<CronJobOptions, 'name' | 'container' | 'resources' | 'volumes' | 'startsAfter' | 'before'> {
    const { image = backupImage, resources = modest } = this.props;
    const { dump, host, readyCheck } = source;
    const program = dump.image === undefined ? undefined : installed(image, Stack.of(this).environment);
    return {
      name,
      container: {
        image: dump.image ?? image,
        ...(program && { command: [program.path] }),
        args,
        user,
        scratch: { '/tmp': dump.room?.disk ?? Size.mebibytes(64) },
        env: {
          HOME: '/tmp',
          BACKUP_STORE: host,
          BACKUP_KIND: dump.kind,
          ...env,
          ...this.target.env,
          ...dump.env,
        },
      },
      resources: withRoom(resources, dump.room),
      volumes: [...this.target.volumes, ...(program ? [program.volume] : [])],
      before: program ? [program.container] : [],
      startsAfter: readyCheck ? [{ readyCheck }] : [],
    };
  }

  private connected(name: string): Connections {
    const connections = new Connections(new Construct(this, name), name);
    this.target.connect(connections);
    return connections;
  }

  private job(name: string, options: Omit<CronJobOptions, 'timeout'>): void {
    cronJob(this, name, { ...options, timeout: this.props.timeout ?? Duration.hours(6) });
  }
}

/** Of every pod, whatever its image: they share the files of the target. */
const user = 10001;

/** Never by itself: a Job of it is made when somebody asks. */
const onDemand = { schedule: '0 0 1 1 *', suspended: true };

// pg_dump took 249 MiB for a row with 60 MB of bytea: the limit is four times that. It is no promise, and costs nothing where
// rows are small.
const modest: Resources = {
  cpu: { request: Cpu.millis(50), limit: Cpu.millis(1000) },
  memory: { request: Size.mebibytes(64), limit: Size.gibibytes(1) },
};

function withRoom(resources: Resources, room?: Room): Resources {
  const { cpu, memory } = resources;
  return room ? { cpu, memory: { ...memory, limit: sumOf([memory.limit, room.memory]) } } : resources;
}

const storeName = {
  most: cronJobName.most - '-restore'.length,
  why: `its CronJob is '<id>-restore', and the name of a CronJob has at most ${cronJobName.most}`,
};

function check({ of: sources, to, schedule, retention }: BackupsProps): void {
  checkParts('store', sources, '[postgres]');
  for (const { host } of sources) checkName(`the id of a store in 'of'`, host, storeName);
  const store = sources.find((source) => source === to?._store);
  if (store) {
    throw new Error(
      `'to' must be on a server that 'of' does not name, such as BackupTarget.s3({ endpoint: 'https://s3.example.com', … }), got '${store.host}': each of its backups would hold all those before, and a restore delete them`,
    );
  }
  if (schedule !== undefined) checkSchedule(schedule);
  if (retention && retention.toMilliseconds() < Duration.hours(1).toMilliseconds()) {
    throw new Error(
      `'retention' must be at least an hour, such as Duration.days(30), got ${retention.toHumanString()}`,
    );
  }
}
