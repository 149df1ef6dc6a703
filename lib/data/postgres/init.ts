import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const folder = '/docker-entrypoint-initdb.d';

/** @internal File that stands when the first start has run all its scripts. */
export function initialisedMark(dataPath: string): string {
  return `${dataPath}/initialised`;
}

/**
 * @internal What the image runs on its first start: the app's role, then the user's scripts, then the mark.
 *
 * When a script fails, the server stops; at its next start the image finds data, skips all scripts and serves half
 * a database. That is what the mark is for: without it the startup probe says so.
 *
 * @throws if the folder can't be read, or holds neither an SQL nor a shell script
 */
export function initFiles(dataPath: string, scripts?: string): Record<string, string> {
  return {
    [`${folder}/00-app-role.sh`]: appRole,
    ...(scripts !== undefined && inFolder(readScripts(scripts))),
    [`${folder}/zz-initialised.sh`]: `touch ${initialisedMark(dataPath)}\n`,
  };
}

// Sourced by the image's bash. \\getenv keeps the password out of the command line, the settings keep it out of the
// log, and :'…' quotes it.
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
 * @internal The init scripts of a folder by name, in the order in which they run.
 * @throws if the folder can't be read, or holds neither an SQL nor a shell script
 */
export function readScripts(scripts: string): Record<string, string> {
  let names: string[];
  try {
    names = readdirSync(scripts).filter((name) => /\.(sql|sh)$/.test(name));
  } catch (error) {
    throw new Error(
      `'initScripts' must be a folder that can be read, got '${scripts}': ${(error as Error).message}`,
      { cause: error },
    );
  }
  if (names.length === 0) throw new Error(`'initScripts' must hold a *.sql or *.sh file, got '${scripts}'`);
  return Object.fromEntries(names.sort().map((name) => [name, readFileSync(join(scripts, name), 'utf8')]));
}
