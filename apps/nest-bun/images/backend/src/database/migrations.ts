import { sql } from 'drizzle-orm';
import { readMigrationFiles } from 'drizzle-orm/migrator';
import { drizzle, type NodePgDatabase } from 'drizzle-orm/node-postgres';
import { migrate } from 'drizzle-orm/node-postgres/migrator';
import type pg from 'pg';

const FILES = { migrationsFolder: 'drizzle' }; // in the working directory, where drizzle-kit writes them
const LOCK = 4000_2026; // any number, the same in every process that migrates this database

/** Time of the newest migration that this image brings along. */
export const NEWEST = Math.max(...readMigrationFiles(FILES).map((migration) => migration.folderMillis));

/**
 * Runs the migrations that are still missing, in one transaction, and the seed data among them.
 *
 * A second process that comes meanwhile waits, and then finds nothing left to do.
 */
export async function runMigrations(client: pg.Client): Promise<void> {
  await client.query('SELECT pg_advisory_lock($1)', [LOCK]);
  try {
    // A change that has to wait for a long query would make all later queries wait behind it.
    await client.query(`SET lock_timeout = '10s'`);
    await migrate(drizzle(client), FILES);
  } finally {
    await client.query('SELECT pg_advisory_unlock($1)', [LOCK]);
  }
}

/** Whether the database is at the newest migration, or at a newer one of a later release. */
export async function isMigrated(database: NodePgDatabase): Promise<boolean> {
  const { rows } = await database.execute<{ done: boolean }>(sql`
    SELECT coalesce(max(created_at) >= ${NEWEST}, false) AS done FROM drizzle.__drizzle_migrations`);
  return rows[0]?.done === true;
}
