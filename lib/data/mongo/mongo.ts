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
import { appCredentials, exporterCredentials, type MongoKey, rootCredentials } from './credentials';
import { mongoExporter } from './exporter';
import { mongoSignals } from './signals';
import { mongodbUser as user, mongoUser } from './user';

/** Props for `Mongo`. */
export interface MongoProps {
  /** Image to run: the official one with an exact tag. */
  readonly image: string;

  /** Database of the app, and the user that may read and write in it and nowhere else. */
  readonly database: string;

  /** @default - the environment's for databases */
  readonly resources?: Resources;

  /** Size of the data volume. It can grow later, but never shrink. @default - the environment's */
  readonly storage?: Size;

  /** Image of the exporter that `exporter()` starts. @default 'percona/mongodb_exporter:0.47.1' */
  readonly exporterImage?: string;

  /** How long the server may take to stop: it writes everything down first. @default Duration.minutes(1) */
  readonly stopGracePeriod?: Duration;
}

/**
 * One MongoDB server, reachable only by workloads that name it in `connectsTo` or `startsAfter`.
 *
 * Defines what `StatefulService` does, the Secrets `<id>-root` and `<id>-app`, and the `Task` `<id>-app-user`, which
 * gives the app's user its password and its rights, on a new volume as on an old one. It is no replica set: an
 * update or a node that is drained stops it for some seconds, and there are no transactions and change streams.
 *
 * @throws if the name of the database is not a plain one
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
  private exporterEndpoint: Endpoint | undefined;

  constructor(
    scope: Construct,
    id: string,
    private readonly props: MongoProps,
  ) {
    super(scope, id);
    const { image, database } = props;
    if (!/^[a-zA-Z][\w-]{0,62}$/.test(database)) {
      throw new Error(`'database' must be a plain name such as 'shop', got '${database}'`);
    }
    const resources = props.resources ?? Stack.of(this).environment.database;
    this.root = rootCredentials(this, id);
    this.app = appCredentials(this, id, { database, host: id, port: this.port });

    const server = new StatefulService(this, id, {
      image,
      port: this.port,
      user,
      args: ['mongod', '--wiredTigerCacheSizeGB', cacheGigabytes(resources.memory.limit)],
      env: {
        HOME: '/tmp', // of mongosh, by which the image makes the first user
        MONGO_INITDB_ROOT_USERNAME: this.root.key('username'),
        MONGO_INITDB_ROOT_PASSWORD: this.root.key('password'),
      },
      emptyDirs: { '/tmp': Size.mebibytes(64), '/data/configdb': Size.mebibytes(16) },
      dataPath: '/data/db',
      storage: props.storage,
      resources,
      // Not mongosh: on a busy machine it takes longer than a check may, and the one server there is would be taken
      // out of its Service. While the image makes the first user, the server listens on 127.0.0.1 only.
      startup: Probe.fromTcpSocket({ period: Duration.seconds(5), failureThreshold: 120 }),
      readiness: Probe.fromTcpSocket(),
      stopGracePeriod: props.stopGracePeriod ?? Duration.minutes(1),
    });
    this.host = server.host;
    this.connections = server.connections;

    const env = { HOME: '/tmp', MONGODB_URI: this.app.key('uri') };
    // As the app's user: the wait is over when that user can log in.
    this.readyCheck = { name: id, image, command: ping('$MONGODB_URI'), user, env, connectsTo: [this] };
    this.dump = {
      kind: 'mongo',
      env: { MONGODB_URI: this.app.key('uri'), MONGODB_DATABASE: database },
    };
    const roles = [{ role: 'readWrite', db: database }];
    mongoUser(this, `${id}-app-user`, { image, server: this, root: this.root, user: this.app, roles });
  }

  /** A value of the app's credentials, for the `env` of a client. */
  public secret(key: MongoKey): SecretKey {
    return this.app.key(key);
  }

  /**
   * Where Prometheus finds the server's statistics: an exporter. The first call defines it, as the `WebService`
   * `<id>-exporter`; with a user of its own, who may see statistics and nothing else: the Secret and the `Task` `<id>-exporter-user`.
   */
  public exporter(): Endpoint {
    this.exporterEndpoint ??= this.defineExporter(`${this.host}-exporter`);
    return this.exporterEndpoint;
  }

  public signals(): Signals {
    return mongoSignals(this.host, this.exporter());
  }

  private defineExporter(id: string): Endpoint {
    const user = exporterCredentials(this, this.host, this);
    const { image, exporterImage } = this.props;
    mongoUser(this, `${id}-account`, { image, server: this, root: this.root, user, roles: exporterRoles });
    return mongoExporter(this, id, { image: exporterImage, server: this, uri: user.key('uri') });
  }
}

/** @see https://github.com/percona/mongodb_exporter#permissions */
const exporterRoles = [
  { role: 'clusterMonitor', db: 'admin' },
  { role: 'read', db: 'local' },
];

/** The server answers a ping before anybody has logged in; with credentials in the URI they are checked. */
function ping(uri: string): string {
  return `mongosh "${uri}" --quiet --norc --eval 'db.runCommand({ ping: 1 }).ok' | grep -q 1`;
}

/**
 * Half of what is left beside a gigabyte for everything else: mongod's own rule, but of the pod's memory, not the
 * node's, and at least the quarter of a gigabyte that it accepts.
 * @see https://www.mongodb.com/docs/v7.0/reference/program/mongod/#std-option-mongod.--wiredTigerCacheSizeGB
 */
function cacheGigabytes(memory: Size): string {
  return Math.max(0.25, (memory.toMebibytes() / 1024 - 1) / 2).toFixed(2);
}
