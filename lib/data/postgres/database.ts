import { shellWord } from '../../core/shell';

/**
 * @internal Checks the name of the database of the cluster `id`, and of the role that owns it.
 * @throws if it is not a lower-case identifier, or is reserved by PostgreSQL
 */
export function checkDatabase(id: string, database: string): string {
  if (!/^(?!pg_|postgres$|template[01]$)[a-z_][a-z0-9_]{0,62}$/.test(database)) {
    throw new Error(
      `'database' of '${id}' must be a lower-case identifier that PostgreSQL does not reserve, such as 'shop', got '${database}'`,
    );
  }
  return database;
}

/** @internal A command that succeeds when the server is ready. By TCP: during the init scripts it answers on the socket only. */
export function isReady(host: string, database: string): string {
  return `pg_isready -q -t 3 -h ${host} -U postgres -d ${shellWord(database)}`;
}
