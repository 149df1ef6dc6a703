import { Size } from 'cdk8s';

/**
 * Settings of `postgresql.conf`, by name.
 *
 * @see https://www.postgresql.org/docs/current/runtime-config.html
 */
export type PostgresSettings = Readonly<Record<string, string | number | boolean>>;

/** @internal Resources of a server that the computed settings depend on. */
export interface ServerSize {
  /** Memory limit of the server. */
  readonly memory: Size;

  /** Size of the data volume. */
  readonly storage: Size;
}

/**
 * @internal A `postgresql.conf` for the server `id`, of that size.
 *
 * Memory is divided by the rules of PGTune for a web application. The write-ahead log gets at most a quarter of the volume,
 * since a full volume stops the server.
 *
 * @throws if the name of a setting is not one of `postgresql.conf`
 * @see https://github.com/le0pard/pgtune
 */
export function postgresConf(id: string, size: ServerSize, settings: PostgresSettings = {}): string {
  const all = { listen_addresses: '*', ...tunedSettings(id, size, settings) };
  return Object.entries(all)
    .map(([name, value]) => `${name} = ${literal(value)}\n`)
    .join('');
}

/**
 * @internal The computed settings of the server `id`, of that size, replaced by `settings` of the same name.
 * @throws if the name of a setting is not one of `postgresql.conf`
 */
export function tunedSettings(
  id: string,
  size: ServerSize,
  settings: PostgresSettings = {},
): PostgresSettings {
  for (const name of Object.keys(settings)) checkSetting(id, name);
  return { ...tuned(size, settings), ...logging, ...settings };
}

/** @internal The setting `max_connections`. */
export function maxConnections(settings: PostgresSettings = {}): number {
  return Number(settings.max_connections ?? 100);
}

/** @internal The libraries that the server loads at its start. */
export function preloadedLibraries(settings: PostgresSettings = {}): readonly string[] {
  return String(settings.shared_preload_libraries ?? '')
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');
}

function tuned({ memory, storage }: ServerSize, settings: PostgresSettings): PostgresSettings {
  const connections = maxConnections(settings);
  const mebibytes = memory.toMebibytes();
  const sharedBuffers = Math.floor(mebibytes / 4);
  return {
    max_connections: connections,
    shared_buffers: `${sharedBuffers}MB`,
    effective_cache_size: `${Math.floor((mebibytes * 3) / 4)}MB`,
    maintenance_work_mem: `${Math.min(Math.floor(mebibytes / 16), 2048)}MB`,
    // A query can use it several times: a third of the rest, divided by the number of connections.
    work_mem: `${Math.floor(((mebibytes - sharedBuffers) * 1024) / (connections * 3))}kB`,
    // For solid-state disks, where random access is about as fast as sequential access.
    random_page_cost: 1.1,
    effective_io_concurrency: 200,
    max_wal_size: `${Math.min(Math.floor(storage.toMebibytes() / 4), 4096)}MB`,
    min_wal_size: '80MB',
    checkpoint_completion_target: 0.9,
    password_encryption: 'scram-sha-256',
    // An idle transaction keeps vacuum from removing dead rows of all tables.
    idle_in_transaction_session_timeout: '5min',
  };
}

const logging: PostgresSettings = {
  log_line_prefix: '%m [%p] %q%u@%d ',
  log_min_duration_statement: '1s',
  log_lock_waits: true,
  log_temp_files: '10MB',
};

function checkSetting(id: string, name: string): void {
  if (!/^[a-z_]+(\.[a-z_]+)?$/.test(name)) {
    throw new Error(
      `'settings' of '${id}' must name settings of postgresql.conf such as 'work_mem', got '${name}'`,
    );
  }
}

function literal(value: string | number | boolean): string {
  if (typeof value === 'number') return String(value);
  return `'${(typeof value === 'boolean' ? (value ? 'on' : 'off') : value).replaceAll("'", "''")}'`;
}
