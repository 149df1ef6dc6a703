import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** @internal Folder whose scripts the official images of databases run on the first start, sorted by name. */
const initFolder = '/docker-entrypoint-initdb.d';

/** @internal Path of a file that exists once all scripts of the first start have succeeded. */
function initialisedMark(dataPath: string): string {
  return `${dataPath}/initialised`;
}

/**
 * @internal The scripts of the first start as files: `before`, then those of the user, then one that sets the mark.
 *
 * When a script fails, the server stops. At its next start the image finds data and skips all scripts. The startup probe
 * detects that by the missing mark.
 *
 * @param before scripts by their names, which start with `00-`
 * @throws if `scripts` is not a readable folder
 * @throws if `scripts` has neither a `*.sql` nor a `*.sh` file
 */
export function initFiles(
  id: string,
  dataPath: string,
  before: Readonly<Record<string, string>>,
  scripts?: string,
): Record<string, string> {
  const all = {
    ...before,
    ...(scripts !== undefined && readScripts(id, scripts)),
    'zz-initialised.sh': `touch ${initialisedMark(dataPath)}\n`,
  };
  return Object.fromEntries(Object.entries(all).map(([name, text]) => [`${initFolder}/${name}`, text]));
}

/** @internal A command that succeeds once the scripts of the first start have run and `isReady` succeeds. */
export function startupCheck(dataPath: string, isReady: string): string {
  const unfinished =
    'the init scripts have not finished; if the log shows an error in one, mend it, delete the claim and start again';
  return `test -f ${initialisedMark(dataPath)} || { echo '${unfinished}'; exit 1; }; ${isReady}`;
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
