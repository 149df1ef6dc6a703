/** @internal Checks a name that is both the database's and that of the role that owns it. */
export function checkDatabase(database: string): string {
  // The role is named like the database: what PostgreSQL keeps for itself can't be one.
  if (!/^(?!pg_|postgres$|template[01]$)[a-z_][a-z0-9_]{0,62}$/.test(database)) {
    throw new Error(
      `'database' must be a lower-case identifier, and none of PostgreSQL's own, such as 'shop', got '${database}'`,
    );
  }
  return database;
}

/** @internal By address: while the init scripts run, a server answers on the socket, but nowhere else. */
export function isReady(host: string, database: string): string {
  return `pg_isready -q -t 3 -h ${host} -U postgres -d ${database}`;
}
