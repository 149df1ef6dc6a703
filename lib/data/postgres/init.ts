import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { PostgresSettings } from './settings';
import { countsStatements } from './statements';

const folder = '/docker-entrypoint-initdb.d';

/** @internal Path of a file that exists once all scripts of the first start have succeeded. */
export function initialisedMark(dataPath: string): string {
  return `${dataPath}/initialised`;
}

/**
 * @internal The scripts of the first start: the role of the app, the extension pg_stat_statements if the server loads it, then
 * the scripts of the user, then the mark.
 *
 * When a script fails, the server stops. At its next start the image finds data and skips all scripts. The startup probe
 * detects that by the missing mark.
 *
 * @throws if `scripts` is not a readable folder
 * @throws if `scripts` has neither a `*.sql` nor a `*.sh` file
 */
export function initFiles(
  id: string,
  dataPath: string,
  settings: PostgresSettings | undefined,
  scripts?: string,
): Record<string, string> {
  return {
    [`${folder}/00-app-role.sh`]: appRole,
    ...(countsStatements(settings) && {
      [`${folder}/00-statements.sql`]: 'CREATE EXTENSION IF NOT EXISTS pg_stat_statements;\n',
    }),
    ...(scripts !== undefined && inFolder(readScripts(id, scripts))),
    [`${folder}/zz-initialised.sh`]: `touch ${initialisedMark(dataPath)}\n`,
  };
}

// Sourced by the image's bash. \\getenv keeps the password off the command line, the settings keep it out of the log, and
// :'…' quotes it.
const appRole = `psql -v ON_ERROR_STOP=1 --username postgres --dbname "$POSTGRES_DB" <<'SQL'
\\getenv role APP_USER
\\getenv password APP_PASSWORD
\\getenv database POSTGRES_DB
SET log_statement = 'none';
SET log_min_duration_statement = -1;
CREATE ROLE :"role" LOGIN PASSWORD :'password';
ALTER DATABASE :"database" OWNER TO :"role";
GRANT pg_monitor TO :"role";
REVOKE CONNECT ON DATABASE :"database" FROM PUBLIC;
SQL
`;

function inFolder(scripts: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(scripts).map(([name, text]) => [`${folder}/${name}`, text]));
}

/**
 * @internal The init scripts of a folder, for the server `id`, by name, in the order in which they run.
 * @throws if `scripts` is not a readable folder
 * @throws if `scripts` has neither a `*.sql` nor a `*.sh` file
 */
export function readScripts(id: string, scripts: string): Record<string, string> {
  let names: string[];
  try {
    names = readdirSync(scripts).filter((name) => /\.(sql|sh)$/.test(name));
  } catch (error) {
    throw new Error(
      `'initScripts' of '${id}' must be a readable folder such as 'initdb', got '${scripts}': ${(error as Error).message}`,
      { cause: error },
    );
  }
  if (names.length === 0) {
    throw new Error(
      `'initScripts' of '${id}' must be a folder with a *.sql or *.sh file, such as 'initdb', got '${scripts}'`,
    );
  }
  return Object.fromEntries(names.sort().map((name) => [name, readFileSync(join(scripts, name), 'utf8')]));
}
