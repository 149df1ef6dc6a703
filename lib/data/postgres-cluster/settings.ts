import { Size } from 'cdk8s';
import type { ClusterSpecPostgresql } from '../../../imports/postgresql.cnpg.io';
import {
  type PostgresSettings,
  preloadedLibraries,
  type ServerSize,
  tunedSettings,
} from '../postgres/settings';

/**
 * @internal The settings of each instance of the cluster `id`, as a `Cluster` has them.
 * @throws if CloudNativePG does not allow a setting
 * @see https://cloudnative-pg.io/docs/1.30/postgresql_conf
 */
export function clusterSettings(
  id: string,
  size: ServerSize,
  settings: PostgresSettings = {},
): Pick<ClusterSpecPostgresql, 'parameters' | 'sharedPreloadLibraries'> {
  const others = Object.fromEntries(
    Object.entries(settings).filter(([name]) => name !== 'shared_preload_libraries'),
  );
  for (const name of Object.keys(others)) checkAllowed(id, name);
  const parameters = { ...walSettings(size), ...tunedSettings(id, size, others) };
  const sharedPreloadLibraries = [...preloadedLibraries(settings)];
  return {
    parameters: Object.fromEntries(Object.entries(parameters).map(([name, value]) => [name, text(value)])),
    ...(sharedPreloadLibraries.length > 0 && { sharedPreloadLibraries }),
  };
}

/** Bounds of the write-ahead log that is kept for a replica with a replication lag: a full volume stops the server. */
function walSettings({ storage }: ServerSize): PostgresSettings {
  const mebibytes = storage.toMebibytes();
  return {
    wal_keep_size: `${Math.min(Math.floor(mebibytes / 8), Size.gibibytes(1).toMebibytes())}MB`,
    max_slot_wal_keep_size: `${Math.floor(mebibytes / 4)}MB`,
  };
}

function text(value: string | number | boolean): string {
  if (typeof value === 'boolean') return value ? 'on' : 'off';
  return String(value);
}

function checkAllowed(id: string, name: string): void {
  if (fixed.test(name)) {
    throw new Error(
      `'settings' of '${id}' must have settings that CloudNativePG does not manage, such as 'work_mem', got '${name}'`,
    );
  }
}

const fixed = new RegExp(
  `^(${[
    'allow_alter_system|allow_system_table_mods|archive_.*|bonjour.*|cluster_name|config_file|data_(directory|sync_retry)',
    'event_source|external_pid_file|hba_file|hot_standby|ident_file|jit_provider|listen_addresses|logging_collector',
    'log_(destination|directory|file_mode|filename|rotation_age|rotation_size|truncate_on_rotation)|port',
    'primary_(conninfo|slot_name)|promote_trigger_file|recovery_.*|restart_after_crash|restore_command|ssl|ssl_.*',
    'stats_temp_directory|synchronous_standby_names|syslog_.*|unix_socket_.*',
  ].join('|')})$`,
);
