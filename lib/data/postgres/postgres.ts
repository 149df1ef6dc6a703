import { Duration, Size } from 'cdk8s';
import { Construct } from 'constructs';
import type { BackupSource, DumpRecipe } from '../../core/backup-source';
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
import { Probe } from '../../workload/probe';
import { StatefulService } from '../../workload/stateful-service';
import { ExternalServer, type ExternalServerProps } from '../external-server';
import { initFiles, startupCheck } from '../init-scripts';
import { onFirstStart } from '../on-first-start';
import { appCredentials, type PostgresKey, superuserCredentials } from './credentials';
import { isReady } from './database';
import { postgresExporter } from './exporter';
import { firstScripts } from './init';
import { namesOf, type PostgresNames } from './names';
import { maxConnections, postgresConf, type PostgresSettings } from './settings';
import { postgresSignals } from './signals';
import { countsStatements } from './statements';
import { userOf } from './user';

/** Props for `Postgres`. */
export interface PostgresProps {
  /** Image of the server: the official image or one built from it, with an exact tag or a digest. */
  readonly image: string;

  /** Name of the database that the first start creates. In Compose: `POSTGRES_DB`. */
  readonly database: string;

  /**
   * Name of the role that the app connects as, which owns the database. In Compose: `POSTGRES_USER`.
   *
   * @default - as `database`
   */
  readonly role?: string;

  /**
   * Whether that role is a superuser: it can read and delete all databases, read files of the server, and run programs in
   * its pod. So can whoever takes over the app. For an app that refuses to run otherwise.
   *
   * @default false
   */
  readonly superuser?: boolean;

  /**
   * Extensions that the first start creates in the database, with those that they need: `['uuid-ossp', 'vector']`. The image
   * must have them. On a volume that is older, a superuser creates them.
   *
   * @default - none
   */
  readonly extensions?: readonly string[];

  /**
   * Folder of `*.sql` and `*.sh` files. They run once, on the first start, sorted by name, as superuser in the database.
   * Start a file with `SET ROLE <role>;` if its objects belong to the role of the app.
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
 * is not a superuser, unless `superuser` is set. The superuser that initdb makes, for backups, is `postgres`, or
 * `slipway_superuser` if the app has that name. Only workloads that name the server in `connectsTo` or `startsAfter` can
 * connect.
 *
 * It is not replicated: an update or a node drain stops it for some seconds. It does not upgrade the data to a new major
 * version: the server does not start with the data of another one. It does not back up the data: see `Backups`.
 *
 * @throws if `database` or `role` is empty, longer than 63 bytes, has `=`, `/` or a control character, or is reserved
 * @throws if `extensions` has a name that no extension of PostgreSQL has
 * @throws if the image is named by its digest only, and there is no `user`
 * @throws if `initScripts` is not a readable folder with a script
 * @throws if `settings` has a name that is not one of `postgresql.conf`
 * @see https://github.com/docker-library/docs/blob/master/postgres/README.md
 */
export class Postgres extends Construct implements BackupSource, Monitored, Waitable {
  public readonly host: string;
  public readonly port = 5432;
  public readonly connections: Connections;
  public readonly readyCheck: ReadyCheck;

  /** Connects as superuser: row-level security can hide rows from the role of the app. */
  public readonly dump: DumpRecipe;

  /** Name of the database. */
  public readonly database: string;

  /** @internal Credentials of the role `_superuserName`. */
  public readonly _superuser: Credentials;

  /** @internal */
  public readonly _superuserName: string;
  private readonly app: Credentials;
  private readonly maxConnections: number;
  private readonly countsStatements: boolean;
  private readonly storage: Size;
  private readonly exporterImage: string;
  private exporter: Endpoint | undefined;

  /** A server outside of the stack, whose credentials are in a Secret that exists. */
  public static fromSecret(
    scope: Construct,
    id: string,
    props: ExternalServerProps,
  ): ExternalServer<PostgresKey> {
    return new ExternalServer(scope, id, props, 5432);
  }

  constructor(scope: Construct, id: string, props: PostgresProps) {
    super(scope, freeId(scope, Postgres, id));
    checkProps(this, Postgres, props);
    const { image, settings, user = userOf(id, image) } = props;
    const names = namesOf(id, props.database, props.role);
    const { database, role } = names;
    this.database = database;
    this._superuserName = names.superuser;
    this.maxConnections = maxConnections(settings);
    this.countsStatements = countsStatements(settings);
    this.storage = props.storage ?? Stack.of(this).environment.storage;
    this.exporterImage = props.exporterImage ?? defaultImages.postgresExporter;
    this.app = appCredentials(this, id, { database, role, host: id, port: this.port });
    const superuser = superuserCredentials(this, id, names.superuser);
    this._superuser = superuser;

    const server = this.server(id, user, names, props);
    this.host = server.host;
    this.connections = server.connections;
    this.readyCheck = { name: id, image, command: isReady(id, database), user, connectsTo: [this] };
    this.dump = {
      kind: 'postgres',
      image,
      env: {
        PGHOST: id,
        PGDATABASE: database,
        PGUSER: superuser.key('username'),
        PGPASSWORD: superuser.key('password'),
        PGCONNECT_TIMEOUT: 10,
      },
    };
  }

  /** A reference to a key of the Secret `<id>-app`, for the `env` of a client. */
  public secret(key: PostgresKey): SecretKey {
    return this.app.key(key);
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
    });
    return this.exporter;
  }

  public addScrapeTarget(): ScrapeConfig {
    return { to: this.addExporter() };
  }

  public signals(): Signals {
    const { maxConnections, storage, countsStatements, _superuserName: superuser } = this;
    return postgresSignals(this.host, { maxConnections, storage, countsStatements, superuser });
  }

  private server(id: string, user: number, names: PostgresNames, props: PostgresProps): StatefulService {
    const { storage } = this;
    const { database } = names;
    const { superuser = false, extensions = [], settings } = props;
    const resources = props.resources ?? Stack.of(this).environment.database;
    const memory = resources.memory.limit;
    const scripts = firstScripts(id, { names, superuser, extensions, settings });
    return new StatefulService(this, id, {
      image: props.image,
      port: this.port,
      user,
      args: ['-c', `config_file=${confPath}`],
      env: {
        PGDATA: `${dataPath}/data`,
        POSTGRES_DB: database,
        ...(names.superuser !== 'postgres' && { POSTGRES_USER: names.superuser }),
        POSTGRES_PASSWORD: onFirstStart(this._superuser.key('password')),
        POSTGRES_INITDB_ARGS: '--data-checksums --auth-host=scram-sha-256',
        APP_USER: onFirstStart(this.secret('username')),
        APP_PASSWORD: onFirstStart(this.secret('password')),
      },
      files: {
        [confPath]: postgresConf(id, { memory, storage }, settings),
        ...initFiles(id, dataPath, scripts, props.initScripts),
      },
      emptyDirs: emptyDirs(memory),
      dataPath,
      storage,
      resources,
      startup: Probe.fromCommand(
        ['sh', '-c', startupCheck(dataPath, isReady('127.0.0.1', database))],
        startupTiming,
      ),
      readiness: Probe.fromCommand(['sh', '-c', isReady('127.0.0.1', database)], readinessTiming),
      stopGracePeriod: props.stopGracePeriod ?? Duration.minutes(2),
    });
  }
}

// Not the default path: it differs between the images of 17 and 18, and both check what is mounted there.
const dataPath = '/pgdata';
const confPath = '/etc/postgresql/postgresql.conf';

/** Ten minutes: the first start runs initdb and the init scripts. */
const startupTiming = { period: Duration.seconds(5), failureThreshold: 120 };

const readinessTiming = { timeout: Duration.seconds(5) };

function emptyDirs(memory: Size): Record<string, Size> {
  return {
    '/tmp': Size.mebibytes(64),
    '/var/run/postgresql': Size.mebibytes(16),
    // Shared memory of parallel queries. The default of the container runtime, 64 MiB, is too small.
    '/dev/shm': Size.mebibytes(Math.floor(memory.toMebibytes() / 4)),
  };
}
