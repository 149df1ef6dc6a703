import { Duration, Size } from 'cdk8s';
import { Construct } from 'constructs';
import type { Connections } from '../../core/connections';
import { Credentials } from '../../core/credentials';
import type { Endpoint, ReadyCheck, Waitable } from '../../core/endpoint';
import type { SecretKey } from '../../core/env';
import type { Resources } from '../../core/resources';
import type { Monitored, Signals } from '../../core/signals';
import { Stack } from '../../core/stack';
import { exporter } from '../../workload/exporter';
import { Probe } from '../../workload/probe';
import { StatefulService } from '../../workload/stateful-service';
import type { BackupSource, DumpRecipe, Room } from '../../core/backup-source';
import type { MaxmemoryPolicy } from './maxmemory-policy';
import { redisSignals } from './signals';

/** Props for `Redis`. */
export interface RedisProps {
  /** Image to run: the official one, or Valkey's, with an exact tag. */
  readonly image: string;

  /**
   * What happens when the memory is full: `noeviction` refuses writes, which suits data; `allkeys-lru` drops what
   * was not used for longest, which suits a cache.
   *
   * @default 'noeviction'
   */
  readonly maxmemoryPolicy?: MaxmemoryPolicy;

  /** @default - the environment's for databases */
  readonly resources?: Resources;

  /** Size of the data volume. It can grow later, but never shrink. @default - the environment's */
  readonly storage?: Size;

  /** Image of the exporter that `exporter()` starts. @default 'oliver006/redis_exporter:v1.74.0' */
  readonly exporterImage?: string;
}

/**
 * One Redis server with a password, reachable only by workloads that name it in `connectsTo` or `startsAfter`.
 *
 * Defines what `StatefulService` does, a ConfigMap with its configuration, and the Secret `<id>-credentials` with
 * the keys `password` and `uri`. Every write goes to an append-only file, which is synced once a second: a crash of the
 * node can lose the last second, a stop or a crash of the server loses nothing. It is not replicated.
 */
export class Redis extends Construct implements BackupSource, Monitored, Waitable {
  public readonly host: string;
  public readonly port = 6379;
  public readonly connections: Connections;
  public readonly readyCheck: ReadyCheck;
  public readonly dump: DumpRecipe;

  private readonly credentials: Credentials;
  private exporterEndpoint: Endpoint | undefined;

  constructor(
    scope: Construct,
    id: string,
    private readonly props: RedisProps,
  ) {
    super(scope, id);
    const { image, maxmemoryPolicy = 'noeviction' } = props;
    const resources = props.resources ?? Stack.of(this).environment.database;
    this.credentials = new Credentials(this, `${id}-credentials`, {
      random: ['password'],
      derive: ({ password = '' }) => ({
        uri: `redis://:${encodeURIComponent(password)}@${id}:${this.port}/0`,
      }),
    });

    const env = { REDISCLI_AUTH: this.credentials.key('password') };
    const server = new StatefulService(this, id, {
      image,
      port: this.port,
      user,
      command: ['sh', '-c', start],
      env,
      files: { [confPath]: redisConf(resources.memory.limit, maxmemoryPolicy) },
      emptyDirs: { '/run/redis': Size.mebibytes(1) },
      dataPath: '/data',
      storage: props.storage,
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
      env: { ...env, REDIS_HOST: id, REDIS_PORT: this.port },
      room: roomOf(resources.memory.limit),
    };
  }

  /** A value of the credentials, for the `env` of a client. */
  public secret(key: 'password' | 'uri'): SecretKey {
    return this.credentials.key(key);
  }

  /**
   * Where Prometheus finds the server's statistics: an exporter. The first call defines it, as the `WebService`
   * `<id>-exporter`.
   */
  public exporter(): Endpoint {
    this.exporterEndpoint ??= exporter(this, `${this.host}-exporter`, {
      image: this.props.exporterImage ?? 'oliver006/redis_exporter:v1.74.0',
      port: 9121,
      user: 59000, // the image's
      env: { REDIS_ADDR: `redis://${this.host}:${this.port}`, REDIS_PASSWORD: this.secret('password') },
      server: this,
    });
    return this.exporterEndpoint;
  }

  public signals(): Signals {
    const { storage = Stack.of(this).environment.storage, maxmemoryPolicy = 'noeviction' } = this.props;
    return redisSignals(this.host, this.exporter(), { storage, maxmemoryPolicy });
  }
}

/** The user `redis` of the official images, Debian's and Alpine's. */
const user = 999;

const confPath = '/etc/redis/redis.conf';

/** A large append-only file takes its time to load: ten minutes. */
const startupTiming = { period: Duration.seconds(2), failureThreshold: 300 };

// The password is added in memory: on the command line every process could read it. Quotes and backslashes in it
// are escaped as redis.conf wants.
const start = [
  'umask 077',
  `{ cat ${confPath}; printf 'requirepass "%s"\\n' "$(printf %s "$REDISCLI_AUTH" | sed 's/[\\\\"]/\\\\&/g')"; } > /run/redis/redis.conf`,
  'exec redis-server /run/redis/redis.conf',
].join('\n');

/** redis-cli exits with 0 on NOAUTH and LOADING too: only PONG counts. It takes the password from REDISCLI_AUTH. */
function ping(host: string): string {
  return `redis-cli -h ${host} ping | grep -q PONG`;
}

/** In mebibytes. The copy that a rewrite of the append-only file works on can grow to the size of the data. */
function maxmemory(memory: Size): number {
  return Math.floor(memory.toMebibytes() * 0.6);
}

/** A backup has the dump in /tmp twice, as it came and for what checks it: each as large as the data may be. */
function roomOf(memory: Size): Room {
  return { memory, disk: Size.mebibytes(maxmemory(memory) * 2 + 64) };
}

function redisConf(memory: Size, policy: MaxmemoryPolicy): string {
  return `dir /data
appendonly yes
appendfsync everysec
maxmemory ${maxmemory(memory)}mb
maxmemory-policy ${policy}
tcp-keepalive 60
# Inside a pod the server must listen on every address; a password and a NetworkPolicy guard it.
bind * -::*
protected-mode no
`;
}
