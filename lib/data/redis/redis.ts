import { Duration, Size } from 'cdk8s';
import { Construct } from 'constructs';
import type { BackupSource, DumpRecipe, DumpResources } from '../../core/backup-source';
import { checkProps } from '../../core/check-props';
import type { Connections } from '../../core/connections';
import { Credentials } from '../../core/credentials';
import type { Endpoint, ReadyCheck, Waitable } from '../../core/endpoint';
import type { SecretFile, SecretKey } from '../../core/env';
import { freeId } from '../../core/free-id';
import type { Resources } from '../../core/resources';
import type { Monitored, ScrapeConfig, Signals } from '../../core/signals';
import { Stack } from '../../core/stack';
import { defaultImages } from '../../images';
import { exporter } from '../../workload/exporter';
import { Probe } from '../../workload/probe';
import { StatefulService } from '../../workload/stateful-service';
import { type ServerCertificate, serverCertificate, serverFiles } from '../server-certificate';
import type { MaxmemoryPolicy } from './maxmemory-policy';
import { redisSignals } from './signals';
import { bySocket, byTls, printReloader, reloadCommand, tlsConf } from './tls';
import { checkImage, printUsers, userCredentials, users } from './users';

/** Props for `Redis`. */
export interface RedisProps {
  /** Image of the server: the official image of Redis 7 or newer, or of Valkey, with an exact tag or a digest. */
  readonly image: string;

  /**
   * Eviction policy at the memory limit: `noeviction` refuses writes, for data; `allkeys-lru` deletes the least recently
   * used keys, for a cache.
   *
   * @default 'noeviction'
   */
  readonly maxmemoryPolicy?: MaxmemoryPolicy;

  /**
   * Whether the server accepts only TLS connections, with the certificate of the Secret `<id>-tls`.
   *
   * @default - `Environment.databaseTls`
   */
  readonly tls?: boolean;

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
 * keys `password` and `uri`, and the Secret `<id>-users` with the keys `exporter-password` and `backup-password`. Only
 * workloads that name the server in `connectsTo` or `startsAfter` can connect.
 *
 * The app is the user `default`, with all commands on data. No user can change the configuration, replication or users of
 * the server. The exporter and the backups have users of their own.
 *
 * With TLS its certificate is in the Secret `<id>-tls`, with the keys `tls.crt`, `tls.key` and `ca.crt`. `slipway up` creates
 * the Secret if it does not exist. The URL in `<id>-credentials` names the CA as redis-py reads it; other clients take it from
 * `ca`. A renewed certificate is loaded without a restart.
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

  /**
   * CA of the server's certificate, for the `env` of a client: `NODE_EXTRA_CA_CERTS: redis.ca`. Undefined without TLS.
   */
  public readonly ca: SecretFile | undefined;

  private readonly credentials: Credentials;
  private readonly users: Credentials;
  private readonly maxmemoryPolicy: MaxmemoryPolicy;
  private readonly storage: Size;
  private readonly exporterImage: string;
  private exporterEndpoint: Endpoint | undefined;

  constructor(scope: Construct, id: string, props: RedisProps) {
    super(scope, freeId(scope, Redis, id));
    checkProps(this, Redis, props);
    const { environment } = Stack.of(this);
    const { resources = environment.database, tls = environment.databaseTls ?? false } = props;
    const image = checkImage(props.image);
    this.maxmemoryPolicy = props.maxmemoryPolicy ?? 'noeviction';
    this.storage = props.storage ?? environment.storage;
    this.exporterImage = props.exporterImage ?? defaultImages.redisExporter;
    const certificate = tls ? serverCertificate(id) : undefined;
    this.ca = certificate?.ca;
    this.credentials = new Credentials(this, `${id}-credentials`, {
      random: ['password'],
      derive: ({ password = '' }) => ({
        uri: url(`:${encodeURIComponent(password)}@${id}:${this.port}/0`, this.ca),
      }),
    });
    this.users = userCredentials(this, id);

    const env = { REDISCLI_AUTH: this.credentials.key('password') };
    const alive = ping(certificate ? bySocket : '-h 127.0.0.1');
    const ready = certificate ? `${alive} && ${reloadCommand(certificate)}` : alive;
    const server = new StatefulService(this, id, {
      image,
      port: this.port,
      user,
      command: ['sh', '-c', startScript(certificate)],
      env: {
        ...env,
        [users.exporter.variable]: this.users.key('exporter-password'),
        [users.backup.variable]: this.users.key('backup-password'),
        ...(certificate && serverFiles(certificate)),
      },
      files: {
        [confPath]: `${redisConf(resources.memory.limit, this.maxmemoryPolicy)}${certificate ? tlsConf(certificate, this.port) : ''}`,
      },
      emptyDirs: { '/run/redis': Size.mebibytes(1) },
      dataPath: '/data',
      storage: this.storage,
      resources,
      startup: Probe.fromCommand(['sh', '-c', alive], startupTiming),
      readiness: Probe.fromCommand(['sh', '-c', ready]),
    });

    this.host = server.host;
    this.connections = server.connections;
    const verified = this.ca && { REDIS_CA: this.ca };
    this.readyCheck = {
      name: id,
      image,
      command: ping(verified ? byTls(id) : `-h ${id}`),
      user,
      env: { ...env, ...verified },
      connectsTo: [this],
    };
    this.dump = {
      kind: 'redis',
      image,
      env: {
        REDIS_HOST: id,
        REDIS_PORT: this.port,
        REDIS_USER: users.backup.name,
        REDISCLI_AUTH: this.users.key('backup-password'),
        ...verified,
      },
      resources: dumpResources(resources.memory.limit),
    };
  }

  /** A reference to a key of the Secret `<id>-credentials`, for the `env` of a client. */
  public secret(key: 'password' | 'uri'): SecretKey {
    const reference = this.credentials.key(key);
    return key === 'uri' && this.ca ? { ...reference, file: this.ca } : reference;
  }

  /** Adds an exporter, the `WebService` `<id>-exporter`, and returns it. Further calls return the same one. */
  public addExporter(): Endpoint {
    this.exporterEndpoint ??= exporter(this, `${this.host}-exporter`, {
      image: this.exporterImage,
      port: 9121,
      user: 59000, // the user of the image
      env: {
        REDIS_ADDR: `${this.ca ? 'rediss' : 'redis'}://${this.host}:${this.port}`,
        REDIS_USER: users.exporter.name,
        REDIS_PASSWORD: this.users.key('exporter-password'),
        ...(this.ca && { REDIS_EXPORTER_TLS_CA_CERT_FILE: this.ca }),
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

/** The query is that of redis-py. Other clients ignore it, or do not know it: they need a URL of their own. */
function url(address: string, ca: SecretFile | undefined): string {
  return ca ? `rediss://${address}?ssl_ca_certs=${ca.path}` : `redis://${address}`;
}

// The users go into a file in memory: every process can read a command line.
function startScript(certificate: ServerCertificate | undefined): string {
  return [
    'umask 077',
    '{',
    `cat ${confPath}`,
    ...printUsers([users.app, users.exporter, users.backup]),
    ...(certificate ? printReloader : []),
    '} > /run/redis/redis.conf',
    'exec redis-server /run/redis/redis.conf',
  ].join('\n');
}

/** redis-cli exits with 0 on NOAUTH and LOADING too, so the answer is compared. It reads the password in REDISCLI_AUTH. */
function ping(server: string): string {
  return `redis-cli ${server} ping | grep -q PONG`;
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
