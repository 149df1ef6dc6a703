import { Duration, Size } from 'cdk8s';
import { Construct } from 'constructs';
import type { BackupSource, DumpRecipe, DumpResources } from '../../core/backup-source';
import { checkProps } from '../../core/check-props';
import type { Connections } from '../../core/connections';
import type { Credentials } from '../../core/credentials';
import type { Endpoint, ReadyCheck, Waitable } from '../../core/endpoint';
import type { SecretKey } from '../../core/env';
import { freeId } from '../../core/free-id';
import type { Resources } from '../../core/resources';
import type { Monitored, ScrapeConfig, Signals } from '../../core/signals';
import { Stack } from '../../core/stack';
import { defaultImages } from '../../images';
import { exporter } from '../../workload/exporter';
import { Probe } from '../../workload/probe';
import { StatefulService } from '../../workload/stateful-service';
import { ExternalServer, type ExternalServerProps } from '../external-server';
import type { MaxmemoryPolicy } from './maxmemory-policy';
import { redisSignals } from './signals';
import { appCredentials, checkImage, printUsers, userCredentials, users } from './users';

/** Keys of the Secret `<id>-credentials`. */
export type RedisKey = 'password' | 'uri';

/** Props for `Redis`. */
export interface RedisProps {
  /** Image of the server: the official image of Redis 7 or newer, or of Valkey, with an exact tag or a digest. */
  readonly image: string;

  /**
   * Whether the app needs a password. Without one, every pod that the NetworkPolicy lets in can read and delete all data, and
   * in a cluster whose network does not enforce NetworkPolicies every pod can. For clients that cannot be given a password.
   *
   * @default true
   */
  readonly password?: boolean;

  /**
   * Eviction policy at the memory limit: `noeviction` refuses writes, for data; `allkeys-lru` deletes the least recently
   * used keys, for a cache.
   *
   * @default 'noeviction'
   */
  readonly maxmemoryPolicy?: MaxmemoryPolicy;

  /**
   * Resource requests and limits of the server. `maxmemory` is 60 % of the memory limit.
   *
   * @default - `Environment.database`
   */
  readonly resources?: Resources;

  /**
   * Size of the data volume. It can be increased later, but not decreased.
   *
   * @default - `Environment.storage`
   */
  readonly storage?: Size;

  /**
   * Image of the exporter that `addExporter` adds.
   *
   * @default defaultImages.redisExporter
   */
  readonly exporterImage?: string;
}

/**
 * One Redis server with passwords.
 *
 * Defines the same objects as `StatefulService`, a ConfigMap with a `redis.conf`, the Secret `<id>-credentials` with the
 * keys `password` and `uri` unless `password` is false, and the Secret `<id>-users` with the keys `exporter-password` and
 * `backup-password`. Only workloads that name the server in `connectsTo` or `startsAfter` can connect.
 *
 * The app is the user `default`, with all commands on data. No user can change the configuration, replication or users of
 * the server. The exporter and the backups have users of their own.
 *
 * Writes go to an append-only file with `appendfsync everysec`: a crash of the node can lose one second of writes, a crash
 * of the server loses none. It is not replicated. It does not back up the data: see `Backups`.
 *
 * @throws if the tag of the image names a version of Redis before 7
 */
export class Redis extends Construct implements BackupSource, Monitored, Waitable {
  public readonly host: string;
  public readonly port = 6379;
  public readonly connections: Connections;
  public readonly readyCheck: ReadyCheck;
  public readonly dump: DumpRecipe;

  private readonly credentials: Credentials | undefined;
  private readonly users: Credentials;
  private readonly maxmemoryPolicy: MaxmemoryPolicy;
  private readonly storage: Size;
  private readonly exporterImage: string;
  private exporterEndpoint: Endpoint | undefined;

  /** A server outside of the stack, whose credentials are in a Secret that exists. */
  public static fromSecret(
    scope: Construct,
    id: string,
    props: ExternalServerProps,
  ): ExternalServer<RedisKey> {
    return new ExternalServer(scope, id, props, 6379);
  }

  constructor(scope: Construct, id: string, props: RedisProps) {
    super(scope, freeId(scope, Redis, id));
    checkProps(this, Redis, props);
    const { environment } = Stack.of(this);
    const { resources = environment.database } = props;
    const image = checkImage(props.image);
    this.maxmemoryPolicy = props.maxmemoryPolicy ?? 'noeviction';
    this.storage = props.storage ?? environment.storage;
    this.exporterImage = props.exporterImage ?? defaultImages.redisExporter;
    this.credentials = props.password === false ? undefined : appCredentials(this, id, this.port);
    this.users = userCredentials(this, id);

    const env = { ...(this.credentials && { [users.app.variable]: this.credentials.key('password') }) };
    const server = new StatefulService(this, id, {
      image,
      port: this.port,
      user,
      command: ['sh', '-c', start(this.credentials !== undefined)],
      env: {
        ...env,
        [users.exporter.variable]: this.users.key('exporter-password'),
        [users.backup.variable]: this.users.key('backup-password'),
      },
      files: { [confPath]: redisConf(resources.memory.limit, this.maxmemoryPolicy) },
      emptyDirs: { '/run/redis': Size.mebibytes(1) },
      dataPath: '/data',
      storage: this.storage,
      resources,
      startup: Probe.fromCommand(['sh', '-c', ping('127.0.0.1')], startupTiming),
      readiness: Probe.fromCommand(['sh', '-c', ping('127.0.0.1')]),
    });

    this.host = server.host;
    this.connections = server.connections;
    this.readyCheck = { name: id, image, command: ping(id), user, env, connectsTo: [this] };
    this.dump = {
      kind: 'redis',
      image,
      env: {
        REDIS_HOST: id,
        REDIS_PORT: this.port,
        REDIS_USER: users.backup.name,
        REDISCLI_AUTH: this.users.key('backup-password'),
      },
      resources: dumpResources(resources.memory.limit),
    };
  }

  /**
   * A reference to a key of the Secret `<id>-credentials`, for the `env` of a client.
   *
   * @throws if `password` is false: there is no Secret
   */
  public secret(key: RedisKey): SecretKey {
    if (this.credentials) return this.credentials.key(key);
    throw new Error(
      `'password' of Redis '${this.host}' must not be false for secret('${key}'); a client without a password needs none: 'redis://${this.host}:${this.port}/0'`,
    );
  }

  /** Adds an exporter, the `WebService` `<id>-exporter`, and returns it. Further calls return the same one. */
  public addExporter(): Endpoint {
    this.exporterEndpoint ??= exporter(this, `${this.host}-exporter`, {
      image: this.exporterImage,
      port: 9121,
      user: 59000, // the user of the image
      env: {
        REDIS_ADDR: `redis://${this.host}:${this.port}`,
        REDIS_USER: users.exporter.name,
        REDIS_PASSWORD: this.users.key('exporter-password'),
      },
      server: this,
    });
    return this.exporterEndpoint;
  }

  public addScrapeTarget(): ScrapeConfig {
    return { to: this.addExporter() };
  }

  public signals(): Signals {
    const { storage, maxmemoryPolicy } = this;
    return redisSignals(this.host, { storage, maxmemoryPolicy });
  }
}

/** Id of the user `redis` in the official images, on Debian and on Alpine Linux. */
const user = 999;

const confPath = '/etc/redis/redis.conf';

/** Ten minutes, to load a large append-only file. */
const startupTiming = { period: Duration.seconds(2), failureThreshold: 300 };

// The users go into a file in memory: every process can read a command line.
function start(appHasPassword: boolean): string {
  return [
    'umask 077',
    '{',
    `cat ${confPath}`,
    ...printUsers(appHasPassword),
    '} > /run/redis/redis.conf',
    'exec redis-server /run/redis/redis.conf',
  ].join('\n');
}

/** redis-cli exits with 0 on NOAUTH and LOADING too, so the answer is compared. It reads the password in REDISCLI_AUTH. */
function ping(host: string): string {
  return `redis-cli -h ${host} ping | grep -q PONG`;
}

/** The setting `maxmemory` in MiB. The rest of the memory is for the copy that a rewrite of the append-only file makes. */
function maxmemory(memory: Size): number {
  return Math.floor(memory.toMebibytes() * 0.6);
}

/** A backup keeps two copies of the dump in /tmp, the second one for the server that checks it. */
function dumpResources(memory: Size): DumpResources {
  return { memory, ephemeralStorage: Size.mebibytes(maxmemory(memory) * 2 + 64) };
}

function redisConf(memory: Size, policy: MaxmemoryPolicy): string {
  return `dir /data
appendonly yes
appendfsync everysec
maxmemory ${maxmemory(memory)}mb
maxmemory-policy ${policy}
tcp-keepalive 60
# Inside a pod the server must listen on every address; passwords and a NetworkPolicy guard it.
bind * -::*
protected-mode no
`;
}
