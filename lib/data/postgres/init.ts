import type { PostgresNames } from './names';
import type { PostgresSettings } from './settings';
import { countsStatements } from './statements';

/** What the first start of a server creates. */
interface FirstStart {
  readonly names: PostgresNames;

  /** Whether the role of the app is a superuser. */
  readonly superuser: boolean;
  readonly extensions: readonly string[];
  readonly settings?: PostgresSettings;
}

/**
 * @internal The scripts that run before those of the user: the role of the app, the extensions, and pg_stat_statements if the
 * server loads it.
 *
 * @throws if the name of an extension is not one of PostgreSQL
 */
export function firstScripts(id: string, first: FirstStart): Record<string, string> {
  const { extensions, settings } = first;
  return {
    '00-app-role.sh': appRole(first),
    ...(extensions.length > 0 && {
      '00-extensions.sql': extensions.map((name) => createExtension(id, name)).join(''),
    }),
    ...(countsStatements(settings) && {
      '00-statements.sql': 'CREATE EXTENSION IF NOT EXISTS pg_stat_statements;\n',
    }),
  };
}

// Sourced by the image's bash. \\getenv keeps the password off the command line, the settings keep it out of the log, and
// :'…' quotes it.
function appRole({ names, superuser }: FirstStart): string {
  return `psql -v ON_ERROR_STOP=1 --username ${names.superuser} --dbname "$POSTGRES_DB" <<'SQL'
\\getenv role APP_USER
\\getenv password APP_PASSWORD
\\getenv database POSTGRES_DB
SET log_statement = 'none';
SET log_min_duration_statement = -1;
CREATE ROLE :"role" ${superuser ? 'SUPERUSER ' : ''}LOGIN PASSWORD :'password';
ALTER DATABASE :"database" OWNER TO :"role";
GRANT pg_monitor TO :"role";
REVOKE CONNECT ON DATABASE :"database" FROM PUBLIC;
SQL
`;
}

function createExtension(id: string, name: string): string {
  if (!/^[a-z][\w-]{0,62}$/.test(name)) {
    throw new Error(
      `'extensions' of '${id}' must name extensions of PostgreSQL, such as 'uuid-ossp', got '${name}'`,
    );
  }
  return `CREATE EXTENSION IF NOT EXISTS "${name}" CASCADE;\n`;
}
