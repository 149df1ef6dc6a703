import type { Construct } from 'constructs';
import type { Credentials } from '../../core/credentials';
import type { Endpoint } from '../../core/endpoint';
import { Task } from '../../workload/task';

/** A built-in role of MongoDB, in a database. */
interface Role {
  readonly role: string;
  readonly db: string;
}

interface MongoUser {
  /** Image with mongosh. */
  readonly image: string;
  readonly server: Endpoint;

  /** Credentials with the keys `username` and `password`. */
  readonly root: Credentials;

  /** Credentials with the keys `username`, `password` and `database`. */
  readonly user: Credentials;
  readonly roles: readonly Role[];
}

/** @internal Defines a `Task` that creates a user or updates its password and roles. */
export function mongoUser(scope: Construct, id: string, props: MongoUser): Task {
  const { image, server, root, user, roles } = props;
  return new Task(scope, id, {
    image,
    user: mongodbUser,
    command: [
      'sh',
      '-c',
      `until mongosh --quiet --norc --host ${server.host} /app-user.js; do sleep 2; done`,
    ],
    files: { '/app-user.js': script },
    env: {
      HOME: '/tmp', // for mongosh
      ROOT_USER: root.key('username'),
      ROOT_PASSWORD: root.key('password'),
      APP_USER: user.key('username'),
      APP_PASSWORD: user.key('password'),
      APP_DATABASE: user.key('database'),
      ROLES: JSON.stringify(roles),
    },
    connectsTo: [server],
  });
}

/** @internal Id of the user `mongodb` in the official image. */
export const mongodbUser = 999;

const script = `const { ROOT_USER, ROOT_PASSWORD, APP_USER, APP_PASSWORD, APP_DATABASE, ROLES } = process.env;
db.getSiblingDB('admin').auth(ROOT_USER, ROOT_PASSWORD);
const app = db.getSiblingDB(APP_DATABASE);
// FerretDB, which some run as their mongo image, has users but no roles.
const roles = db.serverBuildInfo().ferretdbVersion ? [] : JSON.parse(ROLES);
if (app.getUser(APP_USER)) app.updateUser(APP_USER, { pwd: APP_PASSWORD, roles });
else app.createUser({ user: APP_USER, pwd: APP_PASSWORD, roles });
`;
