import { ConfigMap } from 'cdk8s-plus-27';
import type { Construct } from 'constructs';
import type { ClusterSpecBootstrapInitdb } from '../../../imports/postgresql.cnpg.io';
import { readScripts } from '../postgres/init';

/** @internal What the first instance makes. */
export interface InitdbProps {
  readonly database: string;

  /** Folder of the user's scripts. */
  readonly initScripts?: string;
}

/**
 * @internal How the first instance makes its database, the same as `Postgres` makes it; and a ConfigMap `<id>-init`
 * with the user's scripts.
 *
 * @throws if there is a script that only psql or a shell could run
 */
export function initdb(
  scope: Construct,
  id: string,
  { database, initScripts }: InitdbProps,
): ClusterSpecBootstrapInitdb {
  return {
    ...emptyDatabase(database),
    ...(initScripts !== undefined && {
      postInitApplicationSqlRefs: { configMapRefs: init(scope, id, initScripts) },
    }),
  };
}

/** @internal The same without scripts. */
export function emptyDatabase(database: string): ClusterSpecBootstrapInitdb {
  return {
    database,
    owner: database,
    dataChecksums: true,
    encoding: 'UTF8',
    // Left to itself it would be C, which sorts by bytes and knows no upper case but A to Z. ICU comes with PostgreSQL:
    // what sorts how does not depend on the image.
    localeProvider: 'icu',
    icuLocale: 'en-US',
    localeCollate: 'C.UTF-8',
    localeCType: 'C.UTF-8',
    postInitApplicationSql: appRole(database),
  };
}

function appRole(database: string): string[] {
  return [
    `GRANT pg_monitor TO ${database}`,
    `REVOKE CONNECT ON DATABASE ${database} FROM PUBLIC`,
    // For the exporter that runs in each instance.
    `GRANT CONNECT ON DATABASE ${database} TO pg_monitor`,
  ];
}

function init(scope: Construct, id: string, folder: string): { name: string; key: string }[] {
  const name = `${id}-init`;
  const scripts = Object.entries(readScripts(folder)).map(([file, text]) => [file, script(file, text)]);
  const data = Object.fromEntries(scripts) as Record<string, string>;
  new ConfigMap(scope, 'init', { metadata: { name }, data });
  return Object.keys(data).map((key) => ({ name, key }));
}

function script(file: string, text: string): string {
  if (!file.endsWith('.sql') || /^\\/m.test(text)) {
    throw new Error(
      `'initScripts' of a PostgresCluster must be SQL without commands of psql, such as 10-schema.sql, got '${file}'`,
    );
  }
  // All scripts share one session: what one of them has become, the next must not be.
  return `${text}\nRESET ROLE;\n`;
}
