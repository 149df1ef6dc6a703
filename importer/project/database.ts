import { readdirSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { imageName } from '../know/repository';
import { imageOf } from './image';
import { type Mount, mountsOf } from './mounts';
import type { Project } from './project';
import { isOldRedis, redisOf } from './redis';
import type { Service } from './service';
import { listOf, mappingOf, text } from './values';

/** A database that the library has a construct for, and that does the same as the service. */
export type Database = PostgresDatabase | RedisDatabase;

export interface PostgresDatabase {
  readonly construct: 'Postgres';
  readonly database: string;
  readonly role: string;
  readonly isSuperuser: boolean;
  readonly settings: Readonly<Record<string, string>>;

  /** The absolute path of a folder with init scripts. */
  readonly initScripts?: string;

  /** The passwords in the environment of the service, by the Secrets that hold them. */
  readonly passwords: readonly Password[];
}

export interface RedisDatabase {
  readonly construct: 'Redis';
  readonly maxmemoryPolicy?: string;
  readonly passwords: readonly Password[];
}

/** A password of a database of the library. */
export interface Password {
  readonly value: string;

  /** The end of the Secret's name: `app` in `db-app`. */
  readonly secret: 'app' | 'superuser' | 'credentials';
}

/** The database of the library that a service becomes; undefined if there is none, or it would not do the same. */
export function databaseOf(service: Service, project: Project): Database | undefined {
  if (service.spec.build !== undefined || !isNothing(service.spec.entrypoint)) return undefined;
  const { repository, tag } = imageName(imageOf(service, project.name));
  if (/^(postgres|postgis\/postgis|pgvector\/pgvector)$/.test(repository))
    return postgresOf(service, project);
  return /^(redis|valkey\/valkey)$/.test(repository) && !isOldRedis(repository, tag)
    ? redisOf(service, project)
    : undefined;
}

function isNothing(value: Parameters<typeof listOf>[0]): boolean {
  return listOf(value).length === 0;
}

/** The variables of the image that the construct sets too, or does not need, and those that say a role of the app. */
const postgresVariables = new Set([
  ...['POSTGRES_DB', 'POSTGRES_USER', 'POSTGRES_PASSWORD', 'POSTGRES_INITDB_ARGS', 'PGDATA', 'TZ', 'LANG'],
  ...['APP_USER', 'APP_PASSWORD'],
]);

const initFolder = '/docker-entrypoint-initdb.d';

function postgresOf(service: Service, project: Project): PostgresDatabase | undefined {
  const environment = mappingOf(service.spec.environment);
  const own = text(environment.POSTGRES_USER) || 'postgres';
  const database = text(environment.POSTGRES_DB) || own;
  const [password, appPassword] = [text(environment.POSTGRES_PASSWORD), text(environment.APP_PASSWORD)];
  const settings = settingsIn(listOf(service.spec.command).map(text));
  const mounts = mountsOf(service, project);
  const init = initScriptsIn(mounts);
  const hasData = mounts.some(({ target }) => target.startsWith('/var/lib/postgresql'));
  const isSuited =
    Object.keys(environment).every((name) => postgresVariables.has(name)) &&
    password !== '' &&
    settings !== undefined &&
    init !== undefined &&
    hasData &&
    mounts.every(
      ({ target }) =>
        target.startsWith('/var/lib/postgresql') || target.startsWith(initFolder) || isRun(target),
    );
  if (!isSuited) return undefined;
  const role = appPassword === '' ? own : text(environment.APP_USER) || database;
  const passwords: Password[] =
    appPassword === ''
      ? [{ value: password, secret: 'app' }]
      : [
          { value: appPassword, secret: 'app' },
          { value: password, secret: 'superuser' },
        ];
  return {
    construct: 'Postgres',
    database,
    role,
    isSuperuser:
      appPassword === '' && (init.length > 0 || own === 'postgres' || hasForeignClient(service, project)),
    settings,
    ...(init[0] !== undefined && { initScripts: init[0] }),
    passwords,
  };
}

function isRun(target: string): boolean {
  return /^(\/var)?\/run(\/|$)|^\/tmp$|^\/dev\/shm$/.test(target);
}

/** Whether a program that is not built here connects: it may create databases or extensions, as it can under Compose. */
function hasForeignClient(service: Service, project: Project): boolean {
  const clients = project.others.naming(service.names).filter((name) => name !== service.name);
  return clients.some((name) => project.service(name)?.spec.build === undefined);
}

/**
 * The folder of the init scripts, in a list of none or one; undefined if they are in several folders, or are only a part of
 * the scripts of a folder. The script that makes the role of the app is the library's own.
 */
function initScriptsIn(mounts: readonly Mount[]): readonly string[] | undefined {
  const scripts = mounts.filter(({ target }) => target.startsWith(initFolder));
  const [first, ...others] = scripts.filter(({ source }) => !basename(source).includes('app-role'));
  if (!first) return [];
  if (first.kind === 'files')
    return others.length === 0 && first.target === initFolder ? [first.source] : undefined;
  const folder = dirname(first.source);
  const mounted = [first, ...others].map(({ source }) => source);
  const isAll =
    mounted.every((source) => dirname(source) === folder) &&
    scriptsIn(folder).every((name) => mounted.includes(`${folder}/${name}`));
  return isAll && [first, ...others].every(({ kind }) => kind === 'file') ? [folder] : undefined;
}

function scriptsIn(folder: string): string[] {
  try {
    return readdirSync(folder).filter((name) => /\.(sql|sh)$/.test(name));
  } catch {
    return [];
  }
}

/** The settings in `postgres -c name=value …`; undefined if the command does anything else. */
function settingsIn(command: readonly string[]): Readonly<Record<string, string>> | undefined {
  const words = command[0] === 'postgres' ? command.slice(1) : command;
  const settings: Record<string, string> = {};
  for (let index = 0; index < words.length; index += 2) {
    const [, name, value] = /^([a-z_.]+)=(.*)$/s.exec(words[index + 1] ?? '') ?? [];
    if (words[index] !== '-c' || name === undefined || value === undefined) return undefined;
    settings[name] = value;
  }
  return settings;
}
