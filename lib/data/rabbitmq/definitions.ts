import { readFileSync } from 'node:fs';
import type { SecretKey, SecretText } from '../../core/env';

/** Definitions as `rabbitmqctl export_definitions` writes them, as far as slipway looks at them. */
interface Definitions {
  readonly users?: unknown;
  readonly vhosts?: readonly { readonly name?: unknown }[];
  readonly permissions?: readonly object[];
}

interface AppUser {
  readonly username: string;
  readonly password: SecretKey;
  readonly vhost: string;
}

/**
 * @internal The definitions that the server `id` loads at each start: those of a file, the vhost of the app, and its user, who may
 * do all there. Without definitions of a user the server would make one of its own.
 *
 * @throws if the file is not readable, is not JSON, or has users
 * @see https://www.rabbitmq.com/docs/definitions
 */
export function definitionsFile(
  id: string,
  { username, password, vhost }: AppUser,
  path?: string,
): SecretText {
  const given = path === undefined ? {} : read(id, path);
  const { vhosts = [], permissions = [] } = given;
  const all = {
    ...given,
    users: [{ name: username, password: passwordMark, tags: 'management' }],
    vhosts: [...vhosts.filter(({ name }) => name !== vhost), { name: vhost }],
    permissions: [...permissions, { user: username, vhost, configure: '.*', write: '.*', read: '.*' }],
  };
  return { text: JSON.stringify(all, undefined, 2).split(passwordMark), secrets: [password] };
}

const passwordMark = '«password»';

function read(id: string, path: string): Definitions {
  let found: unknown;
  try {
    found = JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    throw new Error(
      `'definitions' of '${id}' must be a readable JSON file such as 'definitions.json', got '${path}': ${(error as Error).message}`,
      { cause: error },
    );
  }
  if (!isDefinitions(found)) {
    throw new Error(
      `'definitions' of '${id}' must be a JSON file with an object, such as { "queues": [] }, got another value in '${path}'`,
    );
  }
  if (found.users !== undefined) {
    throw new Error(
      `'definitions' of '${id}' must have no users, as it makes the user of the app itself, such as { "queues": [] }, got 'users' in '${path}'`,
    );
  }
  return found;
}

function isDefinitions(value: unknown): value is Definitions {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
