import { DrizzleQueryError } from 'drizzle-orm/errors';
import pg from 'pg';

const UNIQUE_VIOLATION = '23505';
const UNDEFINED_TABLE = '42P01';
const INVALID_SCHEMA = '3F000';

// Classes of SQLSTATE: connection, login, transaction rolled back, resources, operator, system.
const FAILURES = new Set(['08', '28', '40', '53', '57', '58']);

/** Whether an error means that the database is away, or not set up yet; any other is a fault of the question. */
export function isFailure(error: unknown): boolean {
  const code = sqlState(error);
  return (
    code === undefined ||
    code === UNDEFINED_TABLE ||
    code === INVALID_SCHEMA ||
    FAILURES.has(code.slice(0, 2))
  );
}

export function isUniqueViolation(error: unknown): boolean {
  return sqlState(error) === UNIQUE_VIOLATION;
}

/** @returns nothing for an error that Postgres did not send, such as a refused connection */
function sqlState(error: unknown): string | undefined {
  const cause = error instanceof DrizzleQueryError ? error.cause : error;
  return cause instanceof pg.DatabaseError ? cause.code : undefined;
}
