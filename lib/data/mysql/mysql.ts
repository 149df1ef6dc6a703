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
import { Volume } from '../../workload/volume';
import { ExternalServer, type ExternalServerProps } from '../external-server';
import { initFiles, startupCheck } from '../init-scripts';
import { onFirstStart } from '../on-first-start';
import { exporterCredentials, type MySqlKey, serverCredentials } from './credentials';
import { mySqlExporter } from './exporter';
import { firstScripts } from './init';
import { type MySqlNames, namesOf } from './names';
import { kindOf, type MySqlServer, type ServerKind } from './server-kind';
import { maxConnections, type MySqlSettings, optionFile } from './settings';
import { mySqlSignals } from './signals';

/** Props for `MySql`. */
export interface MySqlProps {
  /** Image of the server: the official image of MySQL or MariaDB or one built from it, with an exact tag or a digest. */
  readonly image: string;

  /**
   * What the image runs. Required for an image whose name has neither `mysql`, `percona` nor `mariadb`.
   *
   * @default - by the name of the image
   */
  readonly server?: MySqlServer;

  /** Name of the database that the first start creates. In Compose: `MYSQL_DATABASE`, `MARIADB_DATABASE`. */
  readonly database: string;

  /**
   * Name of the user of the app, who has all privileges on that database. In Compose: `MYSQL_USER`, `MARIADB_USER`.
   *
   * @default - as `database`
   */
  readonly username?: string;

  /**
   * Folder of `*.sql` and `*.sh` files. They run once, on the first start, sorted by name, as root in the database.
   *
   * @default - no scripts
   */
  readonly initScripts?: string;

  /**
   * Settings of the server. They replace computed ones of the same name. In Compose: options in `command`, such as
   * `--character-set-server=utf8mb4`.
   *
   * @default - the settings that are computed from the resources
   */
  readonly settings?: MySqlSettings;

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
   * @default defaultImages.mysqlExporter
   */
  readonly exporterImage?: string;

  /**
   * Time that the server gets to stop after SIGTERM, before SIGKILL. It writes changed pages first.
   *
   * @default Duration.minutes(2)
   */
  readonly stopGracePeriod?: Duration;
}

/**
 * One MySQL or MariaDB server: MySQL 8 or newer, MariaDB 10.11 or newer.
 *
 * Defines the same objects as `StatefulService`, a ConfigMap with an option file that fits the resources, the Secret
 * `<id>-credentials` with the user of the app and the password of root, and the Secret `<id>-exporter-user`. The user of the
 * app has all privileges on its database, and none on others. Only workloads that name the server in `connectsTo` or
 * `startsAfter` can connect.
 *
 * It is not replicated: an update or a node drain stops it for some seconds. It writes no binary log. It does not upgrade
 * the data to a new major version. It does not back up the data: see `Backups`.
 *
 * @throws if `database` has more than 64 characters, `username` more than 32, or one has a character that no client can write
 * @throws if neither `server` nor the name of the image says what it runs
 * @throws if the tag of the image names MySQL before 8 or MariaDB before 10.11
 * @throws if `initScripts` is not a readable folder with a script
 * @throws if `settings` has a name that is none of an option file
 * @see https://github.com/docker-library/docs/blob/master/mysql/README.md
 * @see https://github.com/docker-library/docs/blob/master/mariadb/README.md
 */
export class MySql extends Construct implements BackupSource, Monitored, Waitable {
  public readonly host: string;
  public readonly port = 3306;
  public readonly connections: Connections;

  /** Logs in as the user of the app. */
  public readonly readyCheck: ReadyCheck;

  /** Connects as root: the dump has routines and events of all users. */
  public readonly dump: DumpRecipe;

  /** Name of the database. */
  public readonly database: string;
  private readonly credentials: Credentials;
  private readonly exporterUser: Credentials;
  private readonly maxConnections: number;
  private readonly storage: Size;
  private readonly exporterImage: string;
  private exporter: Endpoint | undefined;

  /** A server outside of the stack, whose credentials are in a Secret that exists. */
  public static fromSecret(
    scope: Construct,
    id: string,
    props: ExternalServerProps,
  ): ExternalServer<MySqlKey> {
    return new ExternalServer(scope, id, props, 3306);
  }

  constructor(scope: Construct, id: string, props: MySqlProps) {
    super(scope, freeId(scope, MySql, id));
    checkProps(this, MySql, props);
    const { image } = props;
    const { environment } = Stack.of(this);
    const kind = kindOf(id, image, props.server);
    const names = namesOf(id, props.database, props.username);
    const resources = props.resources ?? environment.database;
    this.database = names.database;
    this.maxConnections = maxConnections(resources.memory.limit, props.settings);
    this.storage = props.storage ?? environment.storage;
    this.exporterImage = props.exporterImage ?? defaultImages.mysqlExporter;
    this.credentials = serverCredentials(this, id, {
      ...names,
      host: id,
      port: this.port,
      jdbc: kind.client,
    });
    this.exporterUser = exporterCredentials(this, id);

    const server = this.server(id, kind, names, { ...props, resources });
    this.host = server.host;
    this.connections = server.connections;
    this.readyCheck = {
      name: id,
      image,
      command: `${kind.client} --host=${id} --user="$MYSQL_USER" --execute='SELECT 1' "$MYSQL_DATABASE"`,
      user,
      env: { MYSQL_USER: names.username, MYSQL_PWD: this.secret('password'), MYSQL_DATABASE: names.database },
      connectsTo: [this],
    };
    this.dump = {
      kind: 'mysql',
      image,
      env: {
        MYSQL_HOST: id,
        MYSQL_TCP_PORT: this.port,
        MYSQL_DATABASE: names.database,
        MYSQL_USER: 'root',
        MYSQL_PWD: this.secret('root-password'),
      },
    };
  }

  /** A reference to a key of the Secret `<id>-credentials`, for the `env` of a client. */
  public secret(key: MySqlKey): SecretKey {
    return this.credentials.key(key);
  }

  /**
   * Adds an exporter, the `WebService` `<id>-exporter`, and returns it. Its user can read statistics only. Further calls
   * return the same one.
   */
  public addExporter(): Endpoint {
    this.exporter ??= mySqlExporter(this, `${this.host}-exporter`, {
      image: this.exporterImage,
      server: this,
      password: this.exporterUser.key('password'),
    });
    return this.exporter;
  }

  public addScrapeTarget(): ScrapeConfig {
    return { to: this.addExporter() };
  }

  public signals(): Signals {
    const { maxConnections, storage } = this;
    return mySqlSignals(this.host, { maxConnections, storage });
  }

  private server(
    id: string,
    kind: ServerKind,
    { database, username }: MySqlNames,
    { resources, ...props }: MySqlProps & { readonly resources: Resources },
  ): StatefulService {
    return new StatefulService(this, id, {
      image: props.image,
      port: this.port,
      user,
      env: {
        MYSQL_DATABASE: database,
        MYSQL_USER: username,
        MYSQL_PASSWORD: onFirstStart(this.secret('password')),
        MYSQL_ROOT_PASSWORD: onFirstStart(this.secret('root-password')),
        EXPORTER_PASSWORD: onFirstStart(this.exporterUser.key('password')),
      },
      files: {
        '/etc/mysql/conf.d/slipway.cnf': optionFile(id, kind, resources.memory.limit, props.settings),
        ...initFiles(id, dataPath, firstScripts(kind), props.initScripts),
      },
      emptyDirs,
      // Not as dataPath: MySQL refuses the folder lost+found of a new disk.
      volumes: { [dataPath]: Volume.own({ name: 'data', size: this.storage }) },
      resources,
      startup: Probe.fromCommand(['sh', '-c', startupCheck(dataPath, kind.isReady)], startupTiming),
      readiness: Probe.fromCommand(['sh', '-c', kind.isReady], readinessTiming),
      stopGracePeriod: props.stopGracePeriod ?? Duration.minutes(2),
    });
  }
}

/** Id of the user `mysql` in the official images. */
const user = 999;

const dataPath = '/var/lib/mysql';

const emptyDirs = {
  // Sorts and temporary tables that do not fit into memory. Nothing is reserved.
  '/tmp': Size.gibibytes(2),
  '/var/run/mysqld': Size.mebibytes(16),
};

/** Ten minutes: the first start runs the init scripts, and one after a crash recovers the data. */
const startupTiming = { period: Duration.seconds(5), timeout: Duration.seconds(10), failureThreshold: 120 };

const readinessTiming = { timeout: Duration.seconds(10) };
