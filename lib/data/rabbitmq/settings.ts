import type { Size } from 'cdk8s';

/**
 * Settings of `rabbitmq.conf`, by name, such as `{ consumer_timeout: 3_600_000 }`.
 *
 * @see https://www.rabbitmq.com/docs/configure#config-items
 */
export type RabbitMqSettings = Readonly<Record<string, string | number | boolean>>;

/** Resources of a server that the computed settings depend on. */
interface ServerSize {
  /** Memory limit of the server. */
  readonly memory: Size;

  /** Size of the data volume. */
  readonly storage: Size;
}

/**
 * @internal A `rabbitmq.conf` for the server `id`, of that size.
 *
 * Publishers are blocked while 60 % of the memory is in use, the default of RabbitMQ 4, or 10 % of the volume is left.
 *
 * @throws if the name of a setting is not one of `rabbitmq.conf`, or a value has a line break
 */
export function rabbitMqConf(
  id: string,
  { memory, storage }: ServerSize,
  definitions: string,
  own: RabbitMqSettings = {},
): string {
  for (const [name, value] of Object.entries(own)) check(id, name, value);
  const all = {
    'vm_memory_high_watermark.absolute': `${Math.floor(memory.toMebibytes() * 0.6)}MiB`,
    'disk_free_limit.absolute': `${Math.floor(storage.toMebibytes() / 10)}MiB`,
    load_definitions: definitions,
    ...own,
  };
  return Object.entries(all)
    .map(([name, value]) => `${name} = ${value}\n`)
    .join('');
}

/** @internal The file `enabled_plugins`. */
export function enabledPlugins(id: string, plugins: readonly string[]): string {
  const bad = plugins.find((name) => !/^[a-z][a-z0-9_]*$/.test(name));
  if (bad !== undefined) {
    throw new Error(`'plugins' of '${id}' must name plugins such as 'rabbitmq_mqtt', got '${bad}'`);
  }
  return `[${[...new Set(['rabbitmq_management', 'rabbitmq_prometheus', ...plugins])].join(',')}].\n`;
}

function check(id: string, name: string, value: string | number | boolean): void {
  if (!/^[a-z][\w.-]*$/.test(name)) {
    throw new Error(
      `'settings' of '${id}' must name settings of rabbitmq.conf such as 'consumer_timeout', got '${name}'`,
    );
  }
  if (/[\r\n]/.test(String(value))) {
    throw new Error(`'settings.${name}' of '${id}' must be one line, such as '60s', got '${value}'`);
  }
}
