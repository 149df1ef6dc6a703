import type { Construct } from 'constructs';
import { Credentials } from '../../core/credentials';
import { isImageBefore } from '../../core/image-version';

/** A user of the server. */
interface User {
  readonly name: string;

  /** Variable of the server with the password. */
  readonly variable: string;

  /**
   * Rules of the user. A name that the server does not know stops its start, so they have only names of Redis 7.0.
   *
   * @see https://redis.io/docs/latest/operate/oss_and_stack/management/security/acl/
   */
  readonly rules: string;
}

/**
 * The user of the app: the one of clients that have a password only. All commands on data, and none that changes the
 * server, its replication or its users.
 *
 * `INFO`: ioredis, Sidekiq and BullMQ read it when they connect. `CLIENT LIST`: BullMQ and RQ count workers with it.
 * `MODULE LIST`: clients of the search module ask for it. The others are commands on data that Redis calls dangerous because
 * they can take long or delete much. Not `RESTORE`, which loads what the client has serialized.
 *
 * @see https://github.com/sidekiq/sidekiq/issues/5353
 * @see https://github.com/taskforcesh/bullmq/issues/2809
 */
const app: User = {
  name: 'default',
  variable: 'REDISCLI_AUTH',
  rules:
    '~* &* +@all -@admin -@dangerous ' +
    '+info +client|list +module|list +keys +sort +sort_ro +flushdb +flushall',
};

/**
 * The commands that redis_exporter needs with its default flags, and no key.
 *
 * @see https://github.com/oliver006/redis_exporter#authenticating-with-redis
 */
const exporter: User = {
  name: 'exporter',
  variable: 'EXPORTER_PASSWORD',
  rules:
    '-@all +@connection -@admin -@dangerous ' +
    '+info +config|get +slowlog|get +slowlog|len +latency|latest +latency|histogram',
};

/** The commands of the backup program: `redis-cli --rdb`, and those that a restore sends to the server. */
const backup: User = {
  name: 'backup',
  variable: 'BACKUP_PASSWORD',
  rules: '~* -@all +@connection -@admin -@dangerous +replconf +sync +flushall +restore +function|restore',
};

/** @internal The users of the server. `default` is the user of the app. */
export const users = { app, exporter, backup } as const;

/** @internal The Secret `<id>-credentials`: the password of the app. */
export function appCredentials(scope: Construct, id: string, port: number): Credentials {
  return new Credentials(scope, `${id}-credentials`, {
    random: ['password'],
    derive: ({ password = '' }) => ({ uri: `redis://:${encodeURIComponent(password)}@${id}:${port}/0` }),
  });
}

/** @internal The Secret `<id>-users`: passwords of the users `exporter` and `backup`. The app has no access to it. */
export function userCredentials(scope: Construct, id: string): Credentials {
  return new Credentials(scope, `${id}-users`, { random: ['exporter-password', 'backup-password'] });
}

/**
 * @internal Lines of a shell script that print the users, for `redis.conf`. A line has the hash of a password.
 *
 * @param appHasPassword whether the user of the app has one; without it every client is that user
 */
export function printUsers(appHasPassword: boolean): readonly string[] {
  return Object.values(users).map((user) => {
    const { name, variable, rules } = user;
    const hash = `#$(printf %s "$${variable}" | sha256sum | cut -c 1-64)`;
    return `echo "user ${name} on ${user === app && !appHasPassword ? 'nopass' : hash} ${rules}"`;
  });
}

/**
 * @internal Checks that an official image of Redis knows these rules. A tag without a version is taken for a new one.
 * @throws if the tag names a version before 7
 */
export function checkImage(image: string): string {
  if (isImageBefore(image, /(?:^|\bdocker\.io\/|\blibrary\/)redis/, [7])) {
    throw new Error(
      `'image' must be Redis 7 or newer, whose users can have single commands, such as 'redis:7.4.5-alpine', got '${image}'`,
    );
  }
  return image;
}
