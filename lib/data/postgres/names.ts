/** @internal The names that the first start of a server creates. */
export interface PostgresNames {
  readonly database: string;

  /** The role of the app, which owns the database. */
  readonly role: string;

  /** The role that initdb makes, which backups use. */
  readonly superuser: string;
}

/**
 * @internal The names of the server `id`.
 * @param role by default named as the database
 * @throws if a name is empty, longer than 63 bytes, has `=`, `/` or a control character, or is reserved
 */
export function namesOf(id: string, database: string, role = database): PostgresNames {
  checkName(id, 'database', database, /^(template[01]|slipway_(restored|replaced))$/);
  checkName(id, 'role', role, /^(pg_.*|public|none|slipway_(superuser|rotation))$/);
  // Never that of the app, which could then neither lose its rights nor change its password without the backups.
  return { database, role, superuser: role === defaultSuperuser ? 'slipway_superuser' : defaultSuperuser };
}

const defaultSuperuser = 'postgres';

function checkName(id: string, prop: string, name: string, reserved: RegExp): void {
  // With `=` or `/` clients take a name for a connection string.
  if (!/^[^=/\p{Cc}]+$/u.test(name) || Buffer.byteLength(name) > 63) {
    throw new Error(
      `'${prop}' of '${id}' must be a name of 1 to 63 bytes without '=', '/' and control characters, such as 'shop', got '${name}'`,
    );
  }
  if (reserved.test(name)) {
    throw new Error(
      `'${prop}' of '${id}' must be a name that neither PostgreSQL nor slipway reserves, such as 'shop', got '${name}'`,
    );
  }
}
