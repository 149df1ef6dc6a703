import type { Size } from 'cdk8s';
import type { ServerKind } from './server-kind';

/**
 * Settings of the server, by name: what a Compose file gives as options of `mysqld`, without the hyphens before them.
 *
 * @see https://dev.mysql.com/doc/refman/8.4/en/server-system-variable-reference.html
 * @see https://mariadb.com/docs/server/server-management/variables-and-modes/server-system-variables
 */
export type MySqlSettings = Readonly<Record<string, string | number | boolean>>;

/**
 * @internal An option file for the server `id`, with that memory.
 * @throws if the name of a setting is not one of an option file, or a value has a line break
 */
export function optionFile(
  id: string,
  { settings }: ServerKind,
  memory: Size,
  own: MySqlSettings = {},
): string {
  const given = Object.entries(own).map(([name, value]) => [checkName(id, name), value] as const);
  const all = {
    ...settings(memory.toMebibytes()),
    innodb_buffer_pool_size: `${bufferPool(memory)}M`,
    max_connections: maxConnections(memory, own),
    ...Object.fromEntries(given),
  };
  // MySQL has two names for the log, of which the last one holds.
  const lines = Object.entries(all).filter(([name]) => name !== 'disable_log_bin' || !('log_bin' in all));
  return `[mysqld]\n${lines.map(([name, value]) => `${name} = ${literal(id, name, value)}\n`).join('')}`;
}

/** @internal The setting `max_connections`. A connection has buffers of its own: there are as many as a quarter of the memory has MiB. */
export function maxConnections(memory: Size, own: MySqlSettings = {}): number {
  const given = own.max_connections ?? own['max-connections'];
  return given === undefined
    ? Math.max(50, Math.min(1000, Math.floor(memory.toMebibytes() / 4)))
    : Number(given);
}

/**
 * The buffer pool in MiB, by the rule of MySQL for a machine of its own.
 *
 * @see https://dev.mysql.com/doc/refman/8.4/en/innodb-dedicated-server.html
 */
function bufferPool(memory: Size): number {
  const mebibytes = memory.toMebibytes();
  if (mebibytes < 1024) return Math.min(128, Math.floor(mebibytes / 4));
  return Math.floor(mebibytes * (mebibytes > 4096 ? 0.75 : 0.5));
}

function checkName(id: string, name: string): string {
  if (!/^[a-z][a-z0-9_-]*$/.test(name)) {
    throw new Error(
      `'settings' of '${id}' must name settings of the server such as 'character_set_server', got '${name}'`,
    );
  }
  return name.replaceAll('-', '_');
}

/** @see https://dev.mysql.com/doc/refman/8.4/en/option-files.html */
function literal(id: string, name: string, value: string | number | boolean): string {
  if (typeof value !== 'string') return typeof value === 'boolean' ? (value ? 'ON' : 'OFF') : String(value);
  if (/[\r\n]/.test(value)) {
    throw new Error(`'settings.${name}' of '${id}' must be one line, such as 'utf8mb4', got '${value}'`);
  }
  return /^[\w.,:/@%+-]*$/.test(value) ? value : `"${value.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;
}
