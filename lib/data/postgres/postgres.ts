import { Duration, Size } from 'cdk8s';
import { Construct } from 'constructs';
import type { Connections } from '../../core/connections';
import type { Credentials } from '../../core/credentials';
import type { Endpoint, ReadyCheck, Waitable } from '../../core/endpoint';
import type { SecretKey } from '../../core/env';
import type { Resources } from '../../core/resources';
import type { Monitored, Signals } from '../../core/signals';
import { Stack } from '../../core/stack';
import { Probe } from '../../workload/probe';
import { StatefulService } from '../../workload/stateful-service';
import type { BackupSource, DumpRecipe } from '../../core/backup-source';
import { appCredentials, type PostgresKey, superuserCredentials } from './credentials';
import { checkDatabase, isReady } from './database';
import { postgresExporter } from './exporter';
import { initFiles, initialisedMark } from './init';
import { maxConnections, postgresConf, type PostgresSettings } from './settings';
import { postgresSignals } from './signals';

/** Props for `Postgres`. */
export interface PostgresProps {
  /** Image to run: the official one or one made from it, with an exact tag. */
  readonly image: string;

  /** Database that is created on the first start, and the role that owns it. */
  readonly database: string;

  /**
   * Folder whose `*.sql` and `*.sh` files run once, on the first start, in the order of their names, as superuser
   * in the database. What belongs to the app begins with `SET ROLE <database>;`.
   *
   * @default - the database is empty
   */
  readonly initScripts?: string;

  /**
   * Settings of `postgresql.conf`, on top of what is computed from the resources.
   *
   * @default - computed settings only
   */
  readonly settings?: PostgresSettings;

  /** @default - the environment's for databases */
  readonly resources?: Resources;

  /** Size of the data volume. It can grow later, but never shrink. @default - the environment's */
  readonly storage?: Size;

  /** Image of the exporter that `exporter()` starts. @default 'quay.io/prometheuscommunity/postgres-exporter:v0.17.1' */
  readonly exporterImage?: string;

  /** How long the server may take to stop: it writes everything down first. @default Duration.minutes(2) */
  readonly stopGracePeriod?: Duration;
}

/**
 * One PostgreSQL server, reachable only by workloads that name it in `connectsTo` or `startsAfter`.
 *
 * Defines what `StatefulService` does, a ConfigMap with a `postgresql.conf` tuned to the resources, and the Secrets
 * `<id>-superuser` and `<id>-app`, with the keys that CloudNativePG writes. The app's role owns its database and is
 * not a superuser. The server is not replicated: an
 * update or a node that is drained stops it for some seconds. A new major version in `image` does not upgrade the
 * data: the server refuses to start on it.
 *
 * @throws if the database's name needs quoting, or the folder of init scripts can't be read
 * @see https://github.com/docker-library/docs/blob/master/postgres/README.md
 */
export class Postgres extends Construct implements BackupSource, Monitored, Waitable {
  public readonly host: string;
  public readonly port = 5432;
  public readonly connections: Connections;
  public readonly readyCheck: ReadyCheck;

  /** As superuser: what the app's role may not see, such as rows that a policy hides from it, is backed up too. */
  public readonly dump: DumpRecipe;

  /** Database of the app, and the role that owns it. */
  public readonly database: string;

  /** @internal */
  public readonly _superuser: Credentials;
  private readonly app: Credentials;
  private exporterEndpoint: Endpoint | undefined;

  constructor(
    scope: Construct,
    id: string,
    private readonly props: PostgresProps,
  ) {
    super(scope, id);
    const { image } = props;
    const database = checkDatabase(props.database);
    this.database = database;
    this.app = appCredentials(this, id, { database, host: id, port: this.port });
    const superuser = superuserCredentials(this, id);
    this._superuser = superuser;

    const server = this.server(id, props, superuser.key('password'));
    this.host = server.host;
    this.connections = server.connections;
    this.readyCheck = {
      name: id,
      image,
      command: isReady(id, database),
      user: userOf(image),
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
      },
    };
  }

  /** A value of the app's credentials, for the `env` of a client. */
  public secret(key: PostgresKey): SecretKey {
    return this.app.key(key);
  }

  /**
   * Where Prometheus finds the server's statistics: an exporter, which connects as the app's role. The first call defines
   * it, as the `WebService` `<id>-exporter`.
   */
  public exporter(): Endpoint {
    this.exporterEndpoint ??= postgresExporter(this, `${this.host}-exporter`, {
      image: this.props.exporterImage,
      server: this,
      database: this.props.database,
      username: this.secret('username'),
      password: this.secret('password'),
    });
    return this.exporterEndpoint;
  }

  public signals(): Signals {
    const { settings, storage = Stack.of(this).environment.storage } = this.props;
    return postgresSignals(this.host, this.exporter(), { connections: maxConnections(settings), storage });
  }

  private server(
    id: string,
    { image, database, ...props }: PostgresProps,
    superuserPassword: SecretKey,
  ): StatefulService {
    const { environment } = Stack.of(this);
    const { resources = environment.database, storage = environment.storage } = props;
    const memory = resources.memory.limit;
    return new StatefulService(this, id, {
      image,
      port: this.port,
      user: userOf(image),
      args: ['-c', `config_file=${confPath}`],
      env: {
        PGDATA: `${dataPath}/data`,
        POSTGRES_DB: database,
        POSTGRES_PASSWORD: onFirstStart(superuserPassword),
        POSTGRES_INITDB_ARGS: '--data-checksums --auth-host=scram-sha-256',
        APP_USER: onFirstStart(this.secret('username')),
        APP_PASSWORD: onFirstStart(this.secret('password')),
      },
      files: {
        [confPath]: postgresConf({ memory, storage }, props.settings),
        ...initFiles(dataPath, props.initScripts),
      },
      emptyDirs: emptyDirs(memory),
      dataPath,
      storage,
      resources,
      startup: Probe.fromCommand(['sh', '-c', startupCheck(database)], startupTiming),
      readiness: Probe.fromCommand(['sh', '-c', isReady('127.0.0.1', database)], readinessTiming),
      stopGracePeriod: props.stopGracePeriod ?? Duration.minutes(2),
    });
  }
}

// Neither of the paths where images keep data: 17 and 18 differ, and both check what is mounted there.
const dataPath = '/pgdata';
const confPath = '/etc/postgresql/postgresql.conf';

/** The server reads it once: that it changes later must not restart the server. */
function onFirstStart({ secret, key }: SecretKey): SecretKey {
  return { secret, key };
}

/** A first start runs initdb and the init scripts: ten minutes. */
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
    // Parallel queries share memory here; the runtime's own 64 MiB are too few.
    '/dev/shm': Size.mebibytes(Math.floor(memory.toMebibytes() / 4)),
  };
}

/** The user `postgres` of the official images; initdb refuses to run as an id without a name. */
function userOf(image: string): number {
  return image.includes('alpine') ? 70 : 999;
}
