import { isImageBefore } from '../../core/image-version';

/** Which server an image runs: they have other tools, and other ways to say that they are ready. */
export type MySqlServer = 'mysql' | 'mariadb';

/** @internal What differs between MySQL and MariaDB. */
export interface ServerKind {
  /** Name of the command-line client, and of the JDBC driver. */
  readonly client: string;

  /** A command in the pod of the server that succeeds when it takes connections. By TCP: during the init scripts it takes none. */
  readonly isReady: string;

  /** Settings that only this server needs, with a memory limit of so many MiB. */
  readonly settings: (mebibytes: number) => Readonly<Record<string, boolean>>;
}

const kinds: Readonly<Record<MySqlServer, ServerKind>> = {
  mysql: {
    client: 'mysql',
    isReady: 'MYSQL_PWD="$MYSQL_PASSWORD" mysqladmin --host=127.0.0.1 --user="$MYSQL_USER" --silent ping',
    settings: (mebibytes) => ({
      // A log for replicas, of which there are none: it would fill the volume, and triggers would need more privileges.
      disable_log_bin: true,
      // Empty, MySQL 9.7 takes 500 MB with its statistics of single statements, and 250 MB without. MariaDB has none by default.
      ...(mebibytes < 1024 && { performance_schema: false }),
    }),
  },
  mariadb: {
    client: 'mariadb',
    isReady: 'healthcheck.sh --connect --innodb_initialized',
    settings: () => ({}),
  },
};

/**
 * @internal The kind of the server `id`.
 *
 * @param server what the prop says, by default what the name of the image says
 * @throws if neither says it
 * @throws if the tag of an official image names MySQL before 8, or MariaDB before 10.11
 */
export function kindOf(id: string, image: string, server = serverOf(image)): ServerKind {
  if (server === undefined) {
    throw new Error(
      `'server' of '${id}' must say what the image runs, 'mysql' or 'mariadb', got none with '${image}'`,
    );
  }
  if (isImageBefore(image, official('mysql'), [8]) || isImageBefore(image, official('mariadb'), [10, 11])) {
    throw new Error(
      `'image' of '${id}' must be MySQL 8 or newer, or MariaDB 10.11 or newer, such as 'mysql:8.4.6', got '${image}'`,
    );
  }
  return kinds[server];
}

/** The name of the image, without registry, tag and digest. */
function serverOf(image: string): MySqlServer | undefined {
  const [, name = ''] = /(?:^|\/)([^/:@]+)(?::[^/@]*)?(?:@.*)?$/.exec(image) ?? [];
  if (name.includes('mariadb')) return 'mariadb';
  return /mysql|percona/.test(name) ? 'mysql' : undefined;
}

function official(name: MySqlServer): RegExp {
  return new RegExp(String.raw`(?:^|\bdocker\.io\/|\blibrary\/)${name}`);
}
