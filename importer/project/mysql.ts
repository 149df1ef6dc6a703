import type { MySqlDatabase } from './database-kinds';
import { initScriptsIn } from './init-scripts';
import type { Service } from './service';
import type { Surroundings } from './surroundings';
import { listOf, mappingOf, text } from './values';

/** The `MySql` that a service becomes; undefined if that would not do the same. */
export function mySqlOf(service: Service, tag: string, project: Surroundings): MySqlDatabase | undefined {
  const environment = mappingOf(service.spec.environment);
  const value = (name: string): string =>
    text(environment[`MYSQL_${name}`] ?? environment[`MARIADB_${name}`]);
  const [database, username, password, root] = ['DATABASE', 'USER', 'PASSWORD', 'ROOT_PASSWORD'].map(value);
  const mounts = project.mountsOf(service);
  const init = initScriptsIn(mounts);
  const isSuited =
    !isOld(tag, text(service.spec.image)) &&
    Object.keys(environment).every((name) => variables.has(name.replace(/^(MYSQL|MARIADB)_/, ''))) &&
    [database, username, password, root].every((each) => each !== '') &&
    username !== 'root' &&
    listOf(service.spec.command).length === 0 &&
    init !== undefined &&
    mounts.every(
      ({ target }) => target === '/var/lib/mysql' || target.startsWith('/docker-entrypoint-initdb.d'),
    );
  if (!isSuited) return undefined;
  return {
    construct: 'MySql',
    database: database ?? '',
    username: username ?? '',
    ...(init[0] !== undefined && { initScripts: init[0] }),
    passwords: [
      { value: password ?? '', secret: 'credentials', key: 'password' },
      { value: root ?? '', secret: 'credentials', key: 'root-password' },
    ],
  };
}

/** The variables of the images that the construct sets too, or does not need. */
const variables = new Set(['DATABASE', 'USER', 'PASSWORD', 'ROOT_PASSWORD', 'TZ', 'LANG']);

/** The library has MySQL from 8 on, and MariaDB from 10.11 on. */
function isOld(tag: string, image: string): boolean {
  const [major = Number.POSITIVE_INFINITY, minor = 0] = (/^(\d+)(?:\.(\d+))?/.exec(tag) ?? [])
    .slice(1)
    .map(Number);
  return image.includes('mariadb') ? major < 10 || (major === 10 && minor < 11) : major < 8;
}
