import { Duration, Size } from 'cdk8s';
import { Cpu } from 'cdk8s-plus-27';
import { Construct } from 'constructs';
import { backupLabels } from '../contract';
import type { BackupEncryption } from '../core/backup-encryption';
import type { BackupSource } from '../core/backup-source';
import { checkName, checkWorkloads } from '../core/check';
import { checkProps } from '../core/check-props';
import { Connections } from '../core/connections';
import type { Endpoint } from '../core/endpoint';
import type { EnvValue } from '../core/env';
import { freeId } from '../core/free-id';
import { type Resources, sumOf } from '../core/resources';
import { checkSchedule, longestAge } from '../core/schedule';
import type { Monitored, ScrapeConfig, Signals } from '../core/signals';
import { Stack } from '../core/stack';
import { cronJob, cronJobName, type CronJobOptions, onDemand } from '../workload/cron-job';
import { defaultIdentities, defaultTarget, encryptionOf } from './defaults';
import { backupExporter } from './exporter';
import { clusterCa, ownerEnv } from './owner';
import { backupImage, installed } from './program';
import { backupSignals, type BackupWatch } from './signals';
import type { BackupTarget, BoundTarget } from './target';

/** Props for `Backups`. */
export interface BackupsProps {
  /** Stores to back up. Each store has backups of its own. */
  readonly of: readonly BackupSource[];

  /**
   * Cron expression, in UTC. Ignored if the environment has `scheduledBackups: false`.
   *
   * @default - daily from 02:00, with 15 minutes between two stores
   * @see https://kubernetes.io/docs/concepts/workloads/controllers/cron-jobs/#schedule-syntax
   */
  readonly schedule?: string;

  /**
   * Time after which a backup is deleted. The latest good backup of a store is not deleted.
   *
   * @default Duration.days(30)
   */
  readonly retention?: Duration;

  /**
   * Where the backups are stored.
   *
   * @default - `Environment.backupBucket`. Without one, `BackupTarget.volume()`; with `scheduledBackups` that is an error.
   */
  readonly to?: BackupTarget;

  /**
   * Encryption of the backups. With `scheduledBackups`, backups in a bucket need an encryption, or `'none'`.
   *
   * @default - `Environment.backupEncryption`
   */
  readonly encryption?: BackupEncryption | 'none';

  /**
   * Maximum time of a backup or a restore, retries included.
   *
   * @default Duration.hours(6)
   */
  readonly timeout?: Duration;

  /**
   * Resource requests and limits of each pod. A backup of Postgres needs about four times the memory of the largest row. The
   * memory limit of the store is added for a restore of Redis.
   *
   * @default resources({ millicores: [50, 1000], mebibytes: [64, 1024] })
   */
  readonly resources?: Resources;

  /**
   * Image of the backup program.
   *
   * @default backupImage
   */
  readonly image?: string;
}

/**
 * Backups of stores. Each backup is compressed, has a checksum, and is read back before it counts as good.
 *
 * Defines for each store the CronJob `<store>-backup`, the suspended CronJob `<store>-restore`, from which `slipway restore`
 * creates Jobs, and a NetworkPolicy for the pods of both. Also defines the CronJob `<id>`, which lists the backups, with
 * `scheduledBackups` once an hour, so that `slipway status` notices a missing dump. For `BackupTarget.volume()` it also
 * defines a PersistentVolumeClaim `<id>`.
 *
 * A backup of Postgres, MySQL or Redis is a consistent snapshot. A backup of MongoDB or an object store is not: its collections or
 * objects are read one after the other, so that it can have a part of the writes of that time. There is no point-in-time
 * recovery: writes after the latest backup are lost with the store.
 *
 * @throws if `of` is empty or names a store twice
 * @throws if the id of a store has more than 44 characters
 * @throws if `to` is a bucket of a store in `of`
 * @throws if `schedule` is not a cron expression
 * @throws if `retention` is less than an hour
 * @throws if the environment has `scheduledBackups` and there is neither `to` nor `Environment.backupBucket`
 * @throws if the environment has `scheduledBackups`, the target is a bucket, and no encryption is set
 */
export class Backups extends Construct implements Monitored {
  /** Name of the Prometheus job: the id. */
  public readonly host: string;
  private readonly to: BackupTarget;
  private readonly watched: BackupWatch;
  private exporterEndpoint: Endpoint | undefined;
  private readonly target: BoundTarget;
  private readonly image: string;
  private readonly resources: Resources;
  private readonly timeout: Duration;

  constructor(scope: Construct, id: string, props: BackupsProps) {
    super(scope, checkName('the id of Backups', freeId(scope, Backups, id), cronJobName));
    checkProps(this, Backups, props);
    check(id, props);
    this.host = id;
    this.to = props.to ?? defaultTarget(this);
    const encryption = encryptionOf(this, this.to, props.encryption);
    this.target = this.to._bind(this, id);
    this.image = props.image ?? backupImage;
    this.resources = props.resources ?? defaultResources;
    this.timeout = props.timeout ?? Duration.hours(6);

    const stores = props.of.map(({ host }) => host);
    this.watched = {
      stores,
      ...(Stack.of(this).environment.scheduledBackups && {
        longestAge: longestAge(props.schedule ?? defaultSchedule(0), this.timeout),
      }),
    };
    this.list(id, stores);
    for (const [index, source] of props.of.entries()) {
      this.backup(source, props.schedule ?? defaultSchedule(index), props.retention, encryption);
      this.restore(source, encryption);
    }
  }

  /**
   * Adds an exporter of metrics about the backups, the Deployment `<id>-exporter`, which lists the bucket every five minutes.
   * Backups on a volume have no exporter: its pod would keep the volume on one node.
   */
  public addScrapeTarget(): ScrapeConfig | undefined {
    if (this.to._kind === 'volume') return undefined;
    const { image, target, host } = this;
    this.exporterEndpoint ??= backupExporter(this, `${host}-exporter`, { image, user, target });
    return { to: this.exporterEndpoint };
  }

  public signals(): Signals {
    return backupSignals(this.host, this.watched);
  }

  private list(name: string, stores: readonly string[]): void {
    const { image, resources, target } = this;
    this.connected(name);
    this.job(name, {
      schedule: '37 * * * *',
      suspended: !Stack.of(this).environment.scheduledBackups,
      name,
      retries: 2,
      container: {
        image,
        args: ['list'],
        user,
        env: { ...ownerEnv(this), BACKUP_STORES: stores.join(','), ...target.env },
      },
      resources,
      mounted: [...target.volumes, clusterCa],
      labels: backupLabels('list'),
    });
  }

  private backup(
    source: BackupSource,
    schedule: string,
    retention = Duration.days(30),
    encryption?: BackupEncryption,
  ): void {
    const name = podsName(source);
    this.connected(name).allowTo(source);
    this.job(name, {
      ...this.pod(source, ['save'], {
        BACKUP_RETENTION: `${retention.toHours()}h`,
        ...(encryption && { BACKUP_RECIPIENTS: encryption.recipients }),
      }),
      schedule,
      suspended: !Stack.of(this).environment.scheduledBackups,
      retries: 2,
      labels: backupLabels('save', source.host),
    });
  }

  private restore(source: BackupSource, encryption?: BackupEncryption): void {
    this.job(`${source.host}-restore`, {
      ...this.pod(source, ['restore', 'latest'], {
        ...(encryption && { BACKUP_IDENTITIES: encryption.identities ?? defaultIdentities }),
      }),
      ...onDemand,
      retries: 0, // a failed restore needs a decision of the user
      labels: backupLabels('restore', source.host),
    });
  }

  private pod(
    source: BackupSource,
    args: readonly string[],
    env: Readonly<Record<string, EnvValue>>,
  ): Pick<CronJobOptions, 'name' | 'container' | 'resources' | 'mounted' | 'startsAfter' | 'initContainers'> {
    const { image, resources, target } = this;
    const { dump, host, readyCheck } = source;
    const program = dump.image === undefined ? undefined : installed(image, Stack.of(this).environment);
    return {
      name: podsName(source),
      container: {
        image: dump.image ?? image,
        ...(program && { command: [program.path] }),
        args,
        user,
        emptyDirs: { '/tmp': dump.resources?.ephemeralStorage ?? Size.mebibytes(64) },
        env: {
          HOME: '/tmp',
          ...ownerEnv(this),
          BACKUP_STORE: host,
          BACKUP_KIND: dump.kind,
          ...env,
          ...target.env,
          ...dump.env,
        },
      },
      resources: addMemory(resources, dump.resources?.memory),
      mounted: [...target.volumes, clusterCa, ...(program ? [program.volume] : [])],
      initContainers: program ? [program.initContainer] : [],
      // The program itself connects to an object store, and says so if it can't.
      startsAfter: readyCheck && 'command' in readyCheck ? [{ readyCheck }] : [],
    };
  }

  private connected(name: string): Connections {
    const connections = new Connections(new Construct(this, name), name);
    this.target.connect(connections);
    return connections;
  }

  private job(name: string, options: Omit<CronJobOptions, 'timeout'>): void {
    cronJob(this, name, { ...options, timeout: this.timeout });
  }
}

/** User of every pod, whatever its image: the pods share the files on the target. */
const user = 10001;

// pg_dump took 249 MiB for a row with 60 MB of bytea. The limit is four times that, and reserves nothing.
const defaultResources: Resources = {
  cpu: { request: Cpu.millis(50), limit: Cpu.millis(1000) },
  memory: { request: Size.mebibytes(64), limit: Size.gibibytes(1) },
};

function addMemory(resources: Resources, more?: Size): Resources {
  const { cpu, memory } = resources;
  return more ? { cpu, memory: { ...memory, limit: sumOf([memory.limit, more]) } } : resources;
}

/** Name of the pods of backups and restores of a store: one NetworkPolicy selects both. */
function podsName({ host }: BackupSource): string {
  return `${host}-backup`;
}

/** Daily from 02:00 UTC, 15 minutes after the store before. */
function defaultSchedule(index: number): string {
  return `${(index % 4) * 15} ${2 + Math.floor(index / 4)} * * *`;
}

const storeName = {
  most: cronJobName.most - '-restore'.length,
  why: `its CronJob is '<id>-restore', and the name of a CronJob has at most ${cronJobName.most}`,
};

function check(id: string, { of: sources, to, schedule, retention }: BackupsProps): void {
  checkWorkloads(id, 'store', sources, '[postgres]');
  for (const { host } of sources) checkName(`the id of a store in 'of' of '${id}'`, host, storeName);
  const store = sources.find((source) => source === to?._store);
  if (store) {
    throw new Error(
      `'to' of '${id}' must be a bucket of a server that is not in 'of', such as BackupTarget.s3({ endpoint: 'https://s3.example.com', … }), got '${store.host}': a backup would contain all earlier ones, and a restore would delete them`,
    );
  }
  if (schedule !== undefined) checkSchedule(id, schedule);
  if (retention && retention.toMilliseconds() < Duration.hours(1).toMilliseconds()) {
    throw new Error(
      `'retention' of '${id}' must be at least one hour, such as Duration.days(30), got ${retention.toHumanString()}`,
    );
  }
}
