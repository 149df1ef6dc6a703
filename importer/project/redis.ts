import type { ComposeMapping } from '../read/compose-model';
import type { RedisDatabase } from './database-kinds';
import type { Service } from './service';
import type { Surroundings } from './surroundings';
import { listOf, mappingOf, text } from './values';

/** The library has users by ACL, which Redis has since version 6, and needs 7. */
export function isOldRedis(repository: string, tag: string): boolean {
  const [, major] = /^v?(\d+)/.exec(tag) ?? [];
  return repository === 'redis' && major !== undefined && Number(major) < 7;
}

/** The `Redis` that a service becomes; undefined if that would not do the same. The image reads no variables. */
export function redisOf(service: Service, project: Surroundings): RedisDatabase | undefined {
  const environment = mappingOf(service.spec.environment);
  const options = redisOptions(listOf(service.spec.command).map(text), environment);
  const isSuited =
    options !== undefined &&
    !('VALKEY_EXTRA_FLAGS' in environment) &&
    project.mountsOf(service).every(({ target }) => target === '/data');
  if (!isSuited) return undefined;
  const password = options.get('requirepass');
  const policy = options.get('maxmemory-policy');
  return {
    construct: 'Redis',
    ...(policy !== undefined && { maxmemoryPolicy: policy }),
    passwords:
      password === undefined || password === ''
        ? []
        : [{ value: password, secret: 'credentials', key: 'password' }],
  };
}

/** What the construct sets too: it always keeps an append-only file, and gives the memory that its limit allows. */
const redisFlags = new Set([
  'appendonly',
  'save',
  'maxmemory',
  'maxmemory-policy',
  'requirepass',
  'loglevel',
]);

/** The options in `redis-server --name value …`; undefined if the command does anything else. */
function redisOptions(
  command: readonly string[],
  environment: ComposeMapping,
): ReadonlyMap<string, string> | undefined {
  const words = /^(\/bin\/)?(ba)?sh$/.test(command[0] ?? '')
    ? wordsOfShell(command.slice(1), environment)
    : command;
  if (!words || !/^(redis|valkey)-server$/.test(words[0] ?? 'redis-server')) return undefined;
  const options = new Map<string, string>();
  let name: string | undefined;
  for (const word of words.slice(1)) {
    if (word.startsWith('--')) {
      name = word.slice(2);
      options.set(name, '');
    } else if (name === undefined) {
      return undefined; // the path of a configuration
    } else {
      options.set(name, [options.get(name), word].filter(Boolean).join(' '));
    }
  }
  return [...options.keys()].every((each) => redisFlags.has(each)) ? options : undefined;
}

/** The words of `-c` and a simple command, with its variables filled in; undefined if it is more than that. */
function wordsOfShell(
  [option, script = '', ...others]: readonly string[],
  environment: ComposeMapping,
): string[] | undefined {
  if (option !== '-c' || others.length > 0 || /[;&|<>`\n(\\]/.test(script.trim())) return undefined;
  const words = script.trim().match(/"[^"]*"|'[^']*'|[^\s"']+/g) ?? [];
  const plain = words.map((word) =>
    word
      .replaceAll(/^["']|["']$/g, '')
      .replaceAll(/\$\{?(\w+)\}?/g, (_, name: string) => text(environment[name])),
  );
  return plain[0] === 'exec' ? plain.slice(1) : plain;
}
