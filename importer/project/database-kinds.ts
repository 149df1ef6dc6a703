/** A database that the library has a construct for, and that does the same as the service. */
export type Database = PostgresDatabase | MySqlDatabase | RedisDatabase;

export interface PostgresDatabase {
  readonly construct: 'Postgres';
  readonly database: string;
  readonly role: string;
  readonly isSuperuser: boolean;
  readonly settings: Readonly<Record<string, string>>;

  /** The absolute path of a folder with init scripts. */
  readonly initScripts?: string;

  /** The passwords in the environment of the service, by the Secrets that hold them. */
  readonly passwords: readonly Password[];
}

export interface MySqlDatabase {
  readonly construct: 'MySql';
  readonly database: string;
  readonly username: string;

  /** The absolute path of a folder with init scripts. */
  readonly initScripts?: string;
  readonly passwords: readonly Password[];
}

export interface RedisDatabase {
  readonly construct: 'Redis';
  readonly maxmemoryPolicy?: string;
  readonly passwords: readonly Password[];
}

/** A password of a database of the library. */
export interface Password {
  readonly value: string;

  /** The end of the Secret's name: `app` in `db-app`. */
  readonly secret: 'app' | 'superuser' | 'credentials';
  readonly key: 'password' | 'root-password';
}
