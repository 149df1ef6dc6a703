import { setTimeout as sleep } from 'node:timers/promises';
import { drizzle } from 'drizzle-orm/node-postgres';
import pg from 'pg';
import { databaseUrl } from './config.js';
import { CONNECTION } from './database/connection.js';
import { isMigrated, runMigrations } from './database/migrations.js';
import { log, reason } from './log.js';

const USAGE = 'usage: node dist/migrate.js [--check]';
const PATIENCE_MS = 60_000; // with a database that does not accept connections yet

/** Brings the database to the newest migration; with `--check`, succeeds only if it is there. */
async function main(args: readonly string[]): Promise<number> {
  const check = args[0] === '--check';
  if (args.length > (check ? 1 : 0)) {
    log('error', 'migrate', USAGE);
    return 2;
  }
  const client = await connect(databaseUrl(process.env), check ? 0 : PATIENCE_MS);
  try {
    if (!check) {
      await runMigrations(client);
      log('info', 'migrate', 'the database is at the newest migration');
      return 0;
    }
    const done = await isMigrated(drizzle(client));
    log('info', 'migrate', `the database is ${done ? '' : 'not '}at the newest migration`);
    return done ? 0 : 1;
  } finally {
    await client.end();
  }
}

async function connect(connectionString: string, patience: number): Promise<pg.Client> {
  const giveUp = Date.now() + patience;
  for (;;) {
    const client = new pg.Client({ ...CONNECTION, connectionString });
    client.on('error', () => undefined); // the query that meets it tells
    try {
      await client.connect();
      return client;
    } catch (error) {
      await client.end().catch(() => undefined);
      if (Date.now() >= giveUp) throw error;
      log('info', 'migrate', `waiting for the database: ${reason(error)}`);
      await sleep(1000);
    }
  }
}

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  log('error', 'migrate', reason(error));
  process.exitCode = 1;
}
