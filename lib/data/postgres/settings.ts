import { Size } from 'cdk8s';

/** Settings of `postgresql.conf`: names and values as PostgreSQL documents them. */
export type PostgresSettings = Readonly<Record<string, string | number | boolean>>;

/** @internal What a server has to itself. */
export interface Room {
  /** Memory limit of the server. */
  readonly memory: Size;

  /** Size of the data volume. */
  readonly storage: Size;
}

/**
 * @internal A `postgresql.conf` for a server that has `room` to itself.
 *
 * Memory is shared out by the rules of PGTune for a web application; the write-ahead log gets at most a quarter of
 * the volume, since a full one stops the server.
 *
 * @see https://github.com/le0pard/pgtune
 * @throws if a setting's name is not one that PostgreSQL could know
 */
export function postgresConf(room: Room, settings: PostgresSettings = {}): string {
  const all = { listen_addresses: '*', ...tunedSettings(room, settings) };
  return Object.entries(all)
    .map(([name, value]) => `${name} = ${literal(value)}\n`)
    .join('');
}

/**
 * @internal The settings of a server that has `room` to itself: computed ones, and `settings` in their place.
 * @throws if a setting's name is not one that PostgreSQL could know
 */
export function tunedSettings(room: Room, settings: PostgresSettings = {}): PostgresSettings {
  Object.keys(settings).forEach(checkSetting);
  return { ...tuned(room, settings), ...logging, ...settings };
}

/** @internal How many clients can be connected at once. */
export function maxConnections(settings: PostgresSettings = {}): number {
  return Number(settings.max_connections ?? 100);
}

function tuned({ memory, storage }: Room, settings: PostgresSettings): PostgresSettings {
  const connections = maxConnections(settings);
  const mebibytes = memory.toMebibytes();
  const sharedBuffers = Math.floor(mebibytes / 4);
  return {
    max_connections: connections,
    shared_buffers: `${sharedBuffers}MB`,
    effective_cache_size: `${Math.floor((mebibytes * 3) / 4)}MB`,
    maintenance_work_mem: `${Math.min(Math.floor(mebibytes / 16), 2048)}MB`,
    // A query can use it several times over: a third of what is left, shared by all connections.
    work_mem: `${Math.floor(((mebibytes - sharedBuffers) * 1024) / (connections * 3))}kB`,
    // For solid-state disks, which find a page as fast as they read on.
    random_page_cost: 1.1,
    effective_io_concurrency: 200,
    max_wal_size: `${Math.min(Math.floor(storage.toMebibytes() / 4), 4096)}MB`,
    min_wal_size: '80MB',
    checkpoint_completion_target: 0.9,
    password_encryption: 'scram-sha-256',
    // A client that forgets its transaction would keep vacuum from cleaning up after everybody.
    idle_in_transaction_session_timeout: '5min',
  };
}

const logging: PostgresSettings = {
  log_line_prefix: '%m [%p] %q%u@%d ',
  log_min_duration_statement: '1s',
  log_lock_waits: true,
  log_temp_files: '10MB',
};

function checkSetting(name: string): void {
  if (!/^[a-z_]+(\.[a-z_]+)?$/.test(name)) {
    throw new Error(`'settings' must name settings of postgresql.conf such as 'work_mem', got '${name}'`);
  }
}

function literal(value: string | number | boolean): string {
  if (typeof value === 'number') return String(value);
  return `'${(typeof value === 'boolean' ? (value ? 'on' : 'off') : value).replaceAll("'", "''")}'`;
}
