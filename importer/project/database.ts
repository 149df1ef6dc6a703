import { imageName } from '../know/repository';
import type { Database, Password, PostgresDatabase } from './database-kinds';
import { imageOf } from './image';
import { initFolder, initScriptsIn } from './init-scripts';
import { mountsOf } from './mounts';
import { mySqlOf } from './mysql';
import { isOldRedis, redisOf } from './redis';
import type { Service } from './service';
import type { Surroundings } from './surroundings';
import { listOf, mappingOf, text } from './values';

/** The database of the library that a service becomes; undefined if there is none, or it would not do the same. */
export function databaseOf(service: Service, project: Surroundings): Database | undefined {
  if (service.spec.build !== undefined || !isNothing(service.spec.entrypoint)) return undefined;
  const { repository, tag } = imageName(imageOf(service, project.name));
  if (/^(postgres|postgis\/postgis|pgvector\/pgvector)$/.test(repository))
    return postgresOf(service, project);
  if (/^(mysql|mariadb)$/.test(repository)) return mySqlOf(service, tag, project);
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

function postgresOf(service: Service, project: Surroundings): PostgresDatabase | undefined {
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
      ? [{ value: password, secret: 'app', key: 'password' }]
      : [
          { value: appPassword, secret: 'app', key: 'password' },
          { value: password, secret: 'superuser', key: 'password' },
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
function hasForeignClient(service: Service, project: Surroundings): boolean {
  const clients = project.others.naming(service.names).filter((name) => name !== service.name);
  return clients.some((name) => project.service(name)?.spec.build === undefined);
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
