import { Duration, Size } from 'cdk8s';
import { Construct } from 'constructs';
import type { BackupSource, DumpRecipe } from '../../core/backup-source';
import { checkProps } from '../../core/check-props';
import type { Connections } from '../../core/connections';
import type { Credentials } from '../../core/credentials';
import type { Endpoint, ReadyCheck, Waitable } from '../../core/endpoint';
import type { SecretFile, SecretKey } from '../../core/env';
import { freeId } from '../../core/free-id';
import type { Resources } from '../../core/resources';
import type { Monitored, ScrapeConfig, Signals } from '../../core/signals';
import { Stack } from '../../core/stack';
import { defaultImages } from '../../images';
import { Probe } from '../../workload/probe';
import { StatefulService } from '../../workload/stateful-service';
import { type ServerCertificate, serverCertificate, serverFiles } from '../server-certificate';
import { appCredentials, type PostgresKey, superuserCredentials } from './credentials';
import { checkDatabase, isReady } from './database';
import { postgresExporter } from './exporter';
import { initFiles, initialisedMark } from './init';
import { maxConnections, postgresConf, type PostgresSettings } from './settings';
import { postgresSignals } from './signals';
import { countsStatements } from './statements';
import { reloadCommand, tlsEnv, tlsFiles, tlsSettings } from './tls';
import { userOf } from './user';

/** Props for `Postgres`. */
export interface PostgresProps {
  /** Image of the server: the official image or one built from it, with an exact tag or a digest. */
  readonly image: string;

  /** Name of the database that the first start creates, and of the role that owns it. */
  readonly database: string;

  /**
   * Folder of `*.sql` and `*.sh` files. They run once, on the first start, sorted by name, as superuser in the database.
   * Start a file with `SET ROLE <database>;` if its objects belong to the role of the app.
   *
   * @default - no scripts
   */
  readonly initScripts?: string;

  /**
   * Settings of `postgresql.conf`. They replace computed ones of the same name.
   * With `shared_preload_libraries: 'pg_stat_statements'` the statements that take most time are in the dashboard, and an
   * alert fires for slow ones. The first start creates the extension; on a volume that is older, a superuser does.
   *
   * @default - the settings that are computed from the resources
   */
  readonly settings?: PostgresSettings;

  /**
   * Whether the server accepts only TLS connections, with the certificate of the Secret `<id>-tls`.
   *
   * @default - `Environment.databaseTls`
   */
  readonly tls?: boolean;

  /**
   * Numeric id of the user and the group `postgres` in the image. Required for an image that is named by its digest only, and
   * for an Alpine image with a tag of your own.
   *
   * @default - 70 if the tag names Alpine Linux, such as `16.10-alpine`, else 999
   */
  readonly user?: number;

  /**
   * Resource requests and limits of the server.
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
   * @default defaultImages.postgresExporter
   */
  readonly exporterImage?: string;

  /**
   * Time that the server gets to stop after SIGTERM, before SIGKILL. It writes a checkpoint first.
   *
   * @default Duration.minutes(2)
   */
  readonly stopGracePeriod?: Duration;
}

/**
 * One PostgreSQL server.
 *
 * Defines the same objects as `StatefulService`, a ConfigMap with a `postgresql.conf` that fits the resources, and the
 * Secrets `<id>-superuser` and `<id>-app`, with the keys that CloudNativePG uses. The role of the app owns its database and
 * is not a superuser. Only workloads that name the server in `connectsTo` or `startsAfter` can connect.
 *
 * With TLS its certificate is in the Secret `<id>-tls`, with the keys `tls.crt`, `tls.key` and `ca.crt`. `slipway up` creates
 * the Secret if it does not exist. The URLs of `<id>-app` have clients verify the server. A renewed certificate is loaded
 * without a restart.
 *
 * It is not replicated: an update or a node drain stops it for some seconds. It does not upgrade the data to a new major
 * version: the server does not start with the data of another one. It does not back up the data: see `Backups`.
 *
 * @throws if `database` is not a lower-case identifier
 * @throws if the image is named by its digest only, and there is no `user`
 * @throws if `initScripts` is not a readable folder with a script
 * @throws if `settings` has a name that is not one of `postgresql.conf`, or one that `tls` sets
 * @see https://github.com/docker-library/docs/blob/master/postgres/README.md
 */
export class Postgres extends Construct implements BackupSource, Monitored, Waitable {
  public readonly host: string;
  public readonly port = 5432;
  public readonly connections: Connections;
  public readonly readyCheck: ReadyCheck;

  /** Connects as superuser: row-level security can hide rows from the role of the app. */
  public readonly dump: DumpRecipe;

  /** Name of the database, and of the role that owns it. */
  public readonly database: string;

  /**
   * CA of the server's certificate, for the `env` of a client without a URL: `PGSSLROOTCERT: db.ca`. Undefined without TLS.
   */
  public readonly ca: SecretFile | undefined;

  /** @internal */
  public readonly _superuser: Credentials;
  private readonly app: Credentials;
  private readonly maxConnections: number;
  private readonly countsStatements: boolean;
  private readonly storage: Size;
  private readonly exporterImage: string;
  private readonly certificate: ServerCertificate | undefined;
  private exporter: Endpoint | undefined;

  constructor(scope: Construct, id: string, props: PostgresProps) {
    super(scope, freeId(scope, Postgres, id));
    checkProps(this, Postgres, props);
    const { environment } = Stack.of(this);
    const { image, settings, user = userOf(id, image), tls = environment.databaseTls ?? false } = props;
    const database = checkDatabase(id, props.database);
    this.database = database;
    this.maxConnections = maxConnections(settings);
    this.countsStatements = countsStatements(settings);
    this.storage = props.storage ?? environment.storage;
    this.exporterImage = props.exporterImage ?? defaultImages.postgresExporter;
    this.certificate = tls ? serverCertificate(id) : undefined;
    this.ca = this.certificate?.ca;
    this.app = appCredentials(this, id, { database, host: id, port: this.port, ca: this.ca });
    const superuser = superuserCredentials(this, id);
    this._superuser = superuser;

    const server = this.server(id, user, props);
    this.host = server.host;
    this.connections = server.connections;
    this.readyCheck = {
      name: id,
      image,
      command: isReady(id, database),
      user,
      ...(this.ca && { env: tlsEnv(this.ca) }),
      connectsTo: [this],
    };
    this.dump = {
      kind: 'postgres',
      image,
      env: {
        PGHOST: id,
        PGDATABASE: database,
        PGUSER: superuser.key('username'),
        PGPASSWORD: superuser.key('password'),
        PGCONNECT_TIMEOUT: 10,
        ...tlsEnv(this.ca),
      },
    };
  }

  /** A reference to a key of the Secret `<id>-app`, for the `env` of a client. */
  public secret(key: PostgresKey): SecretKey {
    const reference = this.app.key(key);
    const namesCa = key === 'uri' || key === 'jdbc-uri';
    return namesCa && this.ca ? { ...reference, file: this.ca } : reference;
  }

  /**
   * Adds an exporter, the `WebService` `<id>-exporter`, and returns it. It connects as the role of the app. Further calls
   * return the same one.
   */
  public addExporter(): Endpoint {
    this.exporter ??= postgresExporter(this, `${this.host}-exporter`, {
      image: this.exporterImage,
      server: this,
      database: this.database,
      username: this.secret('username'),
      password: this.secret('password'),
      countsStatements: this.countsStatements,
      ca: this.ca,
    });
    return this.exporter;
  }

  public addScrapeTarget(): ScrapeConfig {
    return { to: this.addExporter() };
  }

  public signals(): Signals {
    const { maxConnections, storage, countsStatements } = this;
    return postgresSignals(this.host, { maxConnections, storage, countsStatements });
  }

  private server(id: string, user: number, props: PostgresProps): StatefulService {
    const { database, storage, certificate } = this;
    const resources = props.resources ?? Stack.of(this).environment.database;
    const memory = resources.memory.limit;
    const settings = certificate
      ? { ...props.settings, ...tlsSettings(id, certificate, props.settings) }
      : props.settings;
    const ready = isReady('127.0.0.1', database);
    return new StatefulService(this, id, {
      image: props.image,
      port: this.port,
      user,
      args: ['-c', `config_file=${confPath}`],
      env: {
        PGDATA: `${dataPath}/data`,
        POSTGRES_DB: database,
        POSTGRES_PASSWORD: onFirstStart(this._superuser.key('password')),
        POSTGRES_INITDB_ARGS: '--data-checksums --auth-host=scram-sha-256',
        APP_USER: onFirstStart(this.secret('username')),
        APP_PASSWORD: onFirstStart(this.secret('password')),
        ...(certificate && serverFiles(certificate)),
      },
      files: {
        [confPath]: postgresConf(id, { memory, storage }, settings),
        ...(certificate && tlsFiles),
        ...initFiles(id, dataPath, props.settings, props.initScripts),
      },
      emptyDirs: emptyDirs(memory),
      dataPath,
      storage,
      resources,
      startup: Probe.fromCommand(['sh', '-c', startupCheck(database)], startupTiming),
      readiness: Probe.fromCommand(
        ['sh', '-c', certificate ? `${ready} && ${reloadCommand(certificate)}` : ready],
        readinessTiming,
      ),
      stopGracePeriod: props.stopGracePeriod ?? Duration.minutes(2),
    });
  }
}

// Not the default path: it differs between the images of 17 and 18, and both check what is mounted there.
const dataPath = '/pgdata';
const confPath = '/etc/postgresql/postgresql.conf';

/** Without its version: only the first start reads the value, so a later change must not restart the server. */
function onFirstStart({ secret, key }: SecretKey): SecretKey {
  return { secret, key };
}

/** Ten minutes: the first start runs initdb and the init scripts. */
const startupTiming = { period: Duration.seconds(5), failureThreshold: 120 };

const readinessTiming = { timeout: Duration.seconds(5) };

function startupCheck(database: string): string {
  const unfinished =
    'the init scripts have not finished; if the log shows an error in one, mend it, delete the claim and start again';
  const mark = initialisedMark(dataPath);
  return `test -f ${mark} || { echo '${unfinished}'; exit 1; }; ${isReady('127.0.0.1', database)}`;
}

function emptyDirs(memory: Size): Record<string, Size> {
  return {
    '/tmp': Size.mebibytes(64),
    '/var/run/postgresql': Size.mebibytes(16),
    // Shared memory of parallel queries. The default of the container runtime, 64 MiB, is too small.
    '/dev/shm': Size.mebibytes(Math.floor(memory.toMebibytes() / 4)),
  };
}
