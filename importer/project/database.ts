import { imageName } from '../know/repository';
import type { Database, Password, PostgresDatabase } from './database-kinds';
import { imageOf } from './image';
import { initFolder, initScriptsIn } from './init-scripts';
import { mySqlOf } from './mysql';
import { isOldRedis, redisOf } from './redis';
import type { Service } from './service';
import type { Surroundings } from './surroundings';
import { listOf, mappingOf, text } from './values';

/** The database of the library that a service becomes; undefined if there is none, or it would not do the same. */
export function databaseOf(service: Service, project: Surroundings): Database | undefined {
  if (isBeyondConstructs(service)) return undefined;
  const { repository, tag } = imageName(imageOf(service, project.name));
  if (/^(postgres|postgis\/postgis|pgvector\/pgvector)$/.test(repository) && listensAt(5432, service))
    return postgresOf(service, project);
  if (/^(mysql|mariadb)$/.test(repository) && listensAt(3306, service)) return mySqlOf(service, tag, project);
  const isRedis = /^(redis|valkey\/valkey)$/.test(repository) && !isOldRedis(repository, tag);
  return isRedis && listensAt(6379, service) ? redisOf(service, project) : undefined;
}

/** What a service may say that no construct of a database has a prop for. */
const beyond = [
  ...['build', 'entrypoint', 'configs', 'secrets', 'group_add', 'cap_add', 'privileged', 'gpus'],
  ...['post_start', 'pre_stop', 'dns', 'dns_search', 'dns_opt', 'extra_hosts', 'network_mode'],
];

/** Whether a service says what the constructs of databases do not do, so that it becomes a `StatefulService`. */
function isBeyondConstructs({ spec, kind }: Service): boolean {
  const { deploy, depends_on: dependencies } = spec;
  const { placement, mode, update_config: update } = mappingOf(deploy);
  return (
    kind !== 'StatefulSet' ||
    beyond.some((key) => isSaid(spec[key])) ||
    [placement, mode, mappingOf(update).order].some(isSaid) ||
    listOf(spec.tmpfs).some((each) => !isRun(text(each).replace(/:.*/, ''))) ||
    Object.values(mappingOf(dependencies)).some((each) => mappingOf(each).condition !== 'service_started')
  );
}

function isSaid(value: Parameters<typeof listOf>[0]): boolean {
  if (typeof value === 'object' && value !== null) return Object.keys(value).length > 0;
  return value !== undefined && value !== null;
}

/** Whether a service listens at one port only, as far as it says. */
function listensAt(port: number, { spec }: Service): boolean {
  const targets = listOf(spec.ports).map((each) => mappingOf(each));
  return (
    targets.every(
      ({ target, protocol, name }) => target === port && protocol === 'tcp' && name === undefined,
    ) && listOf(spec.expose).every((each) => text(each).replace(/\/tcp$/, '') === String(port))
  );
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
  const mounts = project.mountsOf(service);
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
