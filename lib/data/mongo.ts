import { Duration, Size } from 'cdk8s';
import { Construct } from 'constructs';
import type { Connections } from '../core/connections';
import type { Credentials } from '../core/credentials';
import type { ReadyCheck, Waitable } from '../core/endpoint';
import type { SecretKey } from '../core/env';
import type { Resources } from '../core/resources';
import { Stack } from '../core/stack';
import { Probe } from '../workload/probe';
import { StatefulService } from '../workload/stateful-service';
import { Task } from '../workload/task';
import type { BackupSource, DumpRecipe } from './backup-source';
import { appCredentials, type MongoKey, rootCredentials } from './mongo-credentials';

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

  /** How long the server may take to stop: it writes everything down first. @default Duration.minutes(1) */
  readonly shutdown?: Duration;
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
export class Mongo extends Construct implements BackupSource, Waitable {
  public readonly host: string;
  public readonly port = 27017;
  public readonly connections: Connections;
  public readonly readyCheck: ReadyCheck;
  public readonly dump: DumpRecipe;
  private readonly app: Credentials;

  constructor(scope: Construct, id: string, props: MongoProps) {
    super(scope, id);
    const { image, database } = props;
    if (!/^[a-zA-Z][\w-]{0,62}$/.test(database)) {
      throw new Error(`'database' must be a plain name such as 'shop', got '${database}'`);
    }
    const resources = props.resources ?? Stack.of(this).environment.database;
    const root = rootCredentials(this, id);
    this.app = appCredentials(this, id, { database, host: id, port: this.port });

    const server = new StatefulService(this, id, {
      image,
      port: this.port,
      user,
      args: ['mongod', '--wiredTigerCacheSizeGB', cacheGigabytes(resources.memory.limit)],
      env: {
        HOME: '/tmp', // of mongosh, which the checks run
        MONGO_INITDB_ROOT_USERNAME: root.key('username'),
        MONGO_INITDB_ROOT_PASSWORD: root.key('password'),
      },
      scratch: { '/tmp': Size.mebibytes(64), '/data/configdb': Size.mebibytes(16) },
      dataPath: '/data/db',
      storage: props.storage,
      resources,
      startup: Probe.fromCommand(['sh', '-c', ping('mongodb://127.0.0.1')], startupTiming),
      readiness: Probe.fromCommand(['sh', '-c', ping('mongodb://127.0.0.1')], mongoshTiming),
      shutdown: props.shutdown ?? Duration.minutes(1),
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
    this.appUser(id, image, root);
  }

  /** A value of the app's credentials, for the `env` of a client. */
  public secret(key: MongoKey): SecretKey {
    return this.app.key(key);
  }

  private appUser(id: string, image: string, root: Credentials): void {
    new Task(this, `${id}-app-user`, {
      image,
      user,
      command: ['sh', '-c', `until mongosh --quiet --norc --host ${id} /app-user.js; do sleep 2; done`],
      files: { '/app-user.js': appUserScript },
      env: {
        HOME: '/tmp',
        ROOT_USER: root.key('username'),
        ROOT_PASSWORD: root.key('password'),
        APP_USER: this.app.key('username'),
        APP_PASSWORD: this.app.key('password'),
        APP_DATABASE: this.app.key('database'),
      },
      connectsTo: [this],
    });
  }
}

/** The user `mongodb` of the official image. */
const user = 999;

// mongosh is a Node.js program: it takes seconds to start on a busy machine.
const mongoshTiming = { period: Duration.seconds(10), timeout: Duration.seconds(10) };
const startupTiming = { ...mongoshTiming, period: Duration.seconds(5), failureThreshold: 120 };

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

const appUserScript = `const { ROOT_USER, ROOT_PASSWORD, APP_USER, APP_PASSWORD, APP_DATABASE } = process.env;
db.getSiblingDB('admin').auth(ROOT_USER, ROOT_PASSWORD);
const app = db.getSiblingDB(APP_DATABASE);
// FerretDB, which some run as their mongo image, has users but no roles.
const roles = db.serverBuildInfo().ferretdbVersion ? [] : [{ role: 'readWrite', db: APP_DATABASE }];
if (app.getUser(APP_USER)) app.updateUser(APP_USER, { pwd: APP_PASSWORD, roles });
else app.createUser({ user: APP_USER, pwd: APP_PASSWORD, roles });
`;
