import { ConfigMap } from 'cdk8s-plus-27';
import type { Construct } from 'constructs';
import type { ClusterSpecBootstrapInitdb } from '../../../imports/postgresql.cnpg.io';
import { readScripts } from '../init-scripts';

/** @internal The database that the first instance creates. */
export interface InitdbProps {
  readonly database: string;

  /** Folder of the init scripts. */
  readonly initScripts?: string;
}

/**
 * @internal The section `initdb` of a cluster, for the same database as that of `Postgres`. Defines the ConfigMap
 * `<id>-init` with the init scripts.
 *
 * @throws if a script needs psql or a shell
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

/** @internal The section `initdb` of a cluster, without init scripts. */
export function emptyDatabase(database: string): ClusterSpecBootstrapInitdb {
  return {
    database,
    owner: database,
    dataChecksums: true,
    encoding: 'UTF8',
    // The default of CloudNativePG, C, sorts by bytes and has upper case for ASCII only. The collations of ICU do not
    // depend on the C library of the image.
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
    // For the exporter in each instance.
    `GRANT CONNECT ON DATABASE ${database} TO pg_monitor`,
  ];
}

function init(scope: Construct, id: string, folder: string): { name: string; key: string }[] {
  const name = `${id}-init`;
  const scripts = Object.entries(readScripts(id, folder)).map(([file, text]) => [
    file,
    script(id, file, text),
  ]);
  const data = Object.fromEntries(scripts) as Record<string, string>;
  new ConfigMap(scope, 'init', { metadata: { name }, data });
  return Object.keys(data).map((key) => ({ name, key }));
}

function script(id: string, file: string, text: string): string {
  if (!file.endsWith('.sql') || /^\\/m.test(text)) {
    throw new Error(
      `'initScripts' of '${id}' must be SQL files without psql commands, such as '10-schema.sql', got '${file}'`,
    );
  }
  // All scripts share one session: the role of one must not become that of the next.
  return `${text}\nRESET ROLE;\n`;
}
