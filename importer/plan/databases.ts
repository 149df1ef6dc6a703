import { imageName } from '../know/repository';
import { duration, object, text as literal } from '../print/code';
import type { Service } from '../rules/service';
import { listOf, mappingOf, text } from '../rules/values';
import type { Context } from './context';
import { secondsOf } from './health';
import { imageOf } from './image';
import type { LocalValue, Planned } from './planned';
import { mountsOf } from './mounts';
import { resourcesOf } from './resources';

/** A service that becomes a `Postgres`. */
interface PostgresService {
  readonly service: Service;
  readonly database: string;
  readonly settings: Readonly<Record<string, string>>;
}

/** Whether a service becomes a database of the library. */
export function isPlannedDatabase(service: Service, context: Pick<Context, 'project'>): boolean {
  return postgresOf(service, context) !== undefined;
}

/** The variable of the container whose value the Secret of the database has as its `password`. */
export const passwordVariable = 'POSTGRES_PASSWORD';

/** The construct of a database; undefined if the service is none that the library has. */
export function plannedDatabase(service: Service, context: Context): Planned | undefined {
  const found = postgresOf(service, context);
  return found && plannedPostgres(found, context);
}

/** The values that the store of secrets gets for the database. */
export function databaseSecrets(service: Service): LocalValue[] {
  const password = text(mappingOf(service.spec.environment)[passwordVariable]);
  return [{ secret: `${service.objectName}-app`, key: 'password', value: password }];
}

function plannedPostgres({ service, database, settings }: PostgresService, context: Context): Planned {
  const resources = resourcesOf(service);
  const grace = secondsOf(service.spec.stop_grace_period, 120);
  const settingCodes = Object.entries(settings).map(([key, value]) => ({
    key,
    code: /^\d{1,15}$/.test(value) ? value : literal(value),
  }));
  return {
    construct: 'Postgres',
    id: service.objectName,
    variable: context.names.service(service.objectName),
    props: [
      { key: 'image', code: literal(imageOf(service, context.project)) },
      { key: 'database', code: literal(database) },
      ...(settingCodes.length === 0 ? [] : [{ key: 'settings', code: object(settingCodes) }]),
      ...resources.props,
      ...(grace === 120 ? [] : [{ key: 'stopGracePeriod', code: duration(grace) }]),
    ],
    uses: resources.uses,
  };
}

/** Undefined if the library's construct would not do the same. */
function postgresOf(service: Service, { project }: Pick<Context, 'project'>): PostgresService | undefined {
  const { spec } = service;
  const { repository, tag } = imageName(imageOf(service, project));
  const environment = mappingOf(spec.environment);
  const user = text(environment.POSTGRES_USER) || 'postgres';
  const database = text(environment.POSTGRES_DB) || user;
  const settings = settingsIn(listOf(spec.command).map(text));
  const isSuited =
    /^(postgres|postgis\/postgis|pgvector\/pgvector)$/.test(repository) &&
    tag !== '' &&
    Object.keys(environment).every((name) => variables.has(name)) &&
    text(environment[passwordVariable]) !== '' &&
    user === database &&
    isIdentifier(database) &&
    spec.entrypoint == null &&
    settings !== undefined &&
    mountsOf(service, { project }).every(({ target }) => target.startsWith('/var/lib/postgresql'));
  return isSuited ? { service, database, settings } : undefined;
}

/** The variables of the image that the construct sets too, or does not need. */
const variables = new Set([
  'POSTGRES_DB',
  'POSTGRES_USER',
  passwordVariable,
  'POSTGRES_INITDB_ARGS',
  'PGDATA',
  'TZ',
  'LANG',
]);

function isIdentifier(name: string): boolean {
  return /^(?!pg_|postgres$|template[01]$)[a-z_][a-z0-9_]{0,62}$/.test(name);
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
