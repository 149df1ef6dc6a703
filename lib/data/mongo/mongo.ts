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
import { appCredentials, exporterCredentials, type MongoKey, rootCredentials } from './credentials';
import { mongoExporter } from './exporter';
import { mongoSignals } from './signals';
import { mongodbUser as user, mongoUser } from './user';

/** Props for `Mongo`. */
export interface MongoProps {
  /** Image of the server: the official image, with an exact tag or a digest. */
  readonly image: string;

  /** Name of the database of the app, and of its user. The user has the role `readWrite` in this database only. */
  readonly database: string;

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
   * @default defaultImages.mongoExporter
   */
  readonly exporterImage?: string;

  /**
   * Time that the server gets to stop after SIGTERM, before SIGKILL. It writes a checkpoint first.
   *
   * @default Duration.minutes(1)
   */
  readonly stopGracePeriod?: Duration;
}

/**
 * One MongoDB server.
 *
 * Defines the same objects as `StatefulService`, the Secrets `<id>-root` and `<id>-app`, and the `Task` `<id>-app-user`,
 * which sets the password and the role of the user of the app, on a new volume and on an existing one. Only workloads that
 * name the server in `connectsTo` or `startsAfter` can connect.
 *
 * It is not a replica set: an update or a node drain stops it for some seconds, and it has no transactions and no change
 * streams. It does not back up the data: see `Backups`.
 *
 * @throws if `database` is not a letter followed by at most 62 letters, digits, `_` and `-`
 * @see https://github.com/docker-library/docs/blob/master/mongo/README.md
 */
export class Mongo extends Construct implements BackupSource, Monitored, Waitable {
  public readonly host: string;
  public readonly port = 27017;
  public readonly connections: Connections;
  public readonly readyCheck: ReadyCheck;
  public readonly dump: DumpRecipe;
  private readonly app: Credentials;
  private readonly root: Credentials;
  private readonly image: string;
  private readonly exporterImage: string;
  private exporter: Endpoint | undefined;

  /** A server outside of the stack, whose credentials are in a Secret that exists. */
  public static fromSecret(
    scope: Construct,
    id: string,
    props: ExternalServerProps,
  ): ExternalServer<MongoKey> {
    return new ExternalServer(scope, id, props, 27017);
  }

  constructor(scope: Construct, id: string, props: MongoProps) {
    super(scope, freeId(scope, Mongo, id));
    checkProps(this, Mongo, props);
    const { image, database } = props;
    if (!/^[a-zA-Z][\w-]{0,62}$/.test(database)) {
      throw new Error(
        `'database' of '${id}' must be a letter followed by at most 62 letters, digits, '_' and '-', such as 'shop', got '${database}'`,
      );
    }
    this.image = image;
    this.exporterImage = props.exporterImage ?? defaultImages.mongoExporter;
    const resources = props.resources ?? Stack.of(this).environment.database;
    this.root = rootCredentials(this, id);
    this.app = appCredentials(this, id, { database, host: id, port: this.port });

    const server = new StatefulService(this, id, {
      image,
      port: this.port,
      user,
      args: ['mongod', '--wiredTigerCacheSizeGB', cacheGigabytes(resources.memory.limit)],
      env: {
        HOME: '/tmp', // for mongosh, by which the image creates the user `root`
        MONGO_INITDB_ROOT_USERNAME: this.root.key('username'),
        MONGO_INITDB_ROOT_PASSWORD: this.root.key('password'),
      },
      emptyDirs: { '/tmp': Size.mebibytes(64), '/data/configdb': Size.mebibytes(16) },
      dataPath: '/data/db',
      storage: props.storage,
      resources,
      // Not mongosh, which can exceed the timeout of a probe on a busy node: the Service would lose its only endpoint.
      // The server listens on 127.0.0.1 only while the image creates the user `root`.
      startup: Probe.fromTcpSocket({ period: Duration.seconds(5), failureThreshold: 120 }),
      readiness: Probe.fromTcpSocket(),
      stopGracePeriod: props.stopGracePeriod ?? Duration.minutes(1),
    });
    this.host = server.host;
    this.connections = server.connections;

    const env = { HOME: '/tmp', MONGODB_URI: this.app.key('uri') };
    // As the user of the app: the check succeeds once that user can log in.
    this.readyCheck = { name: id, image, command: ping('$MONGODB_URI'), user, env, connectsTo: [this] };
    this.dump = {
      kind: 'mongo',
      env: { MONGODB_URI: this.app.key('uri'), MONGODB_DATABASE: database },
    };
    const roles = [{ role: 'readWrite', db: database }];
    mongoUser(this, `${id}-app-user`, { image, server: this, root: this.root, user: this.app, roles });
  }

  /** A reference to a key of the Secret `<id>-app`, for the `env` of a client. */
  public secret(key: MongoKey): SecretKey {
    return this.app.key(key);
  }

  /**
   * Adds an exporter, the `WebService` `<id>-exporter`, and returns it. Its user can read statistics only. The credentials
   * are in the Secret `<id>-exporter-user`, and the `Task` `<id>-exporter-account` creates the user. Further calls return
   * the same exporter.
   */
  public addExporter(): Endpoint {
    this.exporter ??= this.defineExporter(`${this.host}-exporter`);
    return this.exporter;
  }

  public addScrapeTarget(): ScrapeConfig {
    return { to: this.addExporter() };
  }

  public signals(): Signals {
    return mongoSignals(this.host);
  }

  private defineExporter(id: string): Endpoint {
    const { image, exporterImage, root } = this;
    const user = exporterCredentials(this, this.host, this);
    mongoUser(this, `${id}-account`, { image, server: this, root, user, roles: exporterRoles });
    return mongoExporter(this, id, { image: exporterImage, server: this, uri: user.key('uri') });
  }
}

/** @see https://github.com/percona/mongodb_exporter#permissions */
const exporterRoles = [
  { role: 'clusterMonitor', db: 'admin' },
  { role: 'read', db: 'local' },
];

/** The server answers a ping without authentication. With credentials in the URI mongosh authenticates first. */
function ping(uri: string): string {
  return `mongosh "${uri}" --quiet --norc --eval 'db.runCommand({ ping: 1 }).ok' | grep -q 1`;
}

/**
 * Half of the memory above 1 GiB, but at least 0.25 GiB: the default of mongod, computed from the limit of the container
 * and not from the memory of the node.
 *
 * @see https://www.mongodb.com/docs/v7.0/reference/program/mongod/#std-option-mongod.--wiredTigerCacheSizeGB
 */
function cacheGigabytes(memory: Size): string {
  return Math.max(0.25, (memory.toMebibytes() / 1024 - 1) / 2).toFixed(2);
}
