import { duration, object, type Property, text as literal } from '../code/code';
import type { Database, MySqlDatabase, PostgresDatabase, RedisDatabase } from '../project/database-kinds';
import { imageOf } from '../project/image';
import type { Service } from '../project/service';
import { type Context, pathCode } from './context';
import { secondsOf } from './health';
import type { Planned } from './planned';
import { resourcesOf } from './resources';

/** The construct of a database; undefined if the service is none that the library has. */
export function plannedDatabase(service: Service, context: Context): Planned | undefined {
  const database = context.project.databaseOf(service);
  if (!database) return undefined;
  const resources = resourcesOf(service);
  return {
    construct: database.construct,
    id: service.objectName,
    variable: context.names.service(service.objectName),
    props: [
      { key: 'image', code: literal(imageOf(service, context.project.name)) },
      ...propsOf(database, context),
      ...resources.props,
      ...(database.construct === 'Redis' ? [] : graceOf(service)),
    ],
    uses: resources.uses,
  };
}

function propsOf(database: Database, context: Context): Property[] {
  if (database.construct === 'Postgres') return postgresProps(database, context);
  return database.construct === 'MySql' ? mySqlProps(database, context) : redisProps(database);
}

function mySqlProps({ database, username, initScripts }: MySqlDatabase, context: Context): Property[] {
  return [
    { key: 'database', code: literal(database) },
    ...(username === database ? [] : [{ key: 'username', code: literal(username) }]),
    ...(initScripts === undefined ? [] : [{ key: 'initScripts', code: pathCode(context, initScripts) }]),
  ];
}

function postgresProps(
  { database, role, isSuperuser, settings, initScripts }: PostgresDatabase,
  context: Context,
): Property[] {
  const settingCodes = Object.entries(settings).map(([key, value]) => ({
    key,
    code: /^[1-9]\d{0,14}$/.test(value) ? value : literal(value),
  }));
  return [
    { key: 'database', code: literal(database) },
    ...(role === database ? [] : [{ key: 'role', code: literal(role) }]),
    ...(isSuperuser
      ? [{ key: 'superuser', code: 'true', comment: 'As under Compose. Remove it if the app runs without.' }]
      : []),
    ...(initScripts === undefined ? [] : [{ key: 'initScripts', code: pathCode(context, initScripts) }]),
    ...(settingCodes.length === 0 ? [] : [{ key: 'settings', code: object(settingCodes) }]),
  ];
}

function redisProps({ maxmemoryPolicy, passwords }: RedisDatabase): Property[] {
  return [
    ...(maxmemoryPolicy === undefined ? [] : [{ key: 'maxmemoryPolicy', code: literal(maxmemoryPolicy) }]),
    ...(passwords.length === 0 ? [{ key: 'password', code: 'false' }] : []),
  ];
}

/** Two minutes are the default. */
function graceOf({ spec }: Service): Property[] {
  const seconds = secondsOf(spec.stop_grace_period, 120);
  return seconds === 120
    ? []
    : [{ key: 'stopGracePeriod', code: duration(Math.max(1, Math.round(seconds))) }];
}
