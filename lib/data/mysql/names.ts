/** @internal The names that the first start of a server creates. */
export interface MySqlNames {
  readonly database: string;
  readonly username: string;
}

/**
 * @internal The names of the server `id`.
 * @param username by default named as the database
 * @throws if one is empty, too long, or has a slash, a backslash, a backquote, a space at its end or a control character
 * @throws if one is of the server itself
 */
export function namesOf(id: string, database: string, username = database): MySqlNames {
  check(id, 'database', database, 64, /^(mysql|sys|information_schema|performance_schema)$/i);
  check(id, 'username', username, 32, /^(root|exporter|healthcheck|mariadb\.sys|mysql\..*)$/);
  return { database, username };
}

function check(id: string, prop: string, name: string, most: number, reserved: RegExp): void {
  if (!/^[^/\\`\p{Cc}]+(?<! )$/u.test(name) || name.length > most) {
    throw new Error(
      `'${prop}' of '${id}' must be a name of 1 to ${most} characters without slashes, backquotes and control characters, such as 'shop', got '${name}'`,
    );
  }
  if (reserved.test(name)) {
    throw new Error(
      `'${prop}' of '${id}' must be a name that the server does not use itself, such as 'shop', got '${name}'`,
    );
  }
}
