import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { drizzle, type NodePgDatabase } from 'drizzle-orm/node-postgres';
import pg from 'pg';
import { CONFIG, type Config } from '../config.js';
import { Dependency } from '../dependency.js';
import { CONNECTION } from './connection.js';
import { isFailure } from './failure.js';
import { isMigrated } from './migrations.js';

const CONNECTIONS = 8; // of each process

/** Postgres, by way of Drizzle. */
@Injectable()
export class Database implements OnApplicationShutdown {
  readonly server: Dependency;
  private readonly pool: pg.Pool;
  private readonly orm: NodePgDatabase;

  constructor(@Inject(CONFIG) config: Config) {
    this.pool = new pg.Pool({
      ...CONNECTION,
      connectionString: config.databaseUrl,
      max: CONNECTIONS,
      statement_timeout: 2000,
      query_timeout: 2500, // for a server that does not even say that time is up
    });
    // A connection that breaks while nobody uses it; the pool has dropped it already.
    this.pool.on('error', () => undefined);
    this.orm = drizzle(this.pool);
    this.server = new Dependency('database', () => this.ping(), isFailure);
  }

  /** The answer to a question; throws `Unavailable` while Postgres is, or while it is not migrated yet. */
  ask<T>(question: (orm: NodePgDatabase) => Promise<T>): Promise<T> {
    return this.server.ask(() => question(this.orm));
  }

  async onApplicationShutdown(): Promise<void> {
    this.server.stop();
    await this.pool.end();
  }

  private async ping(): Promise<void> {
    if (!(await isMigrated(this.orm))) throw new Error('its migrations have not run yet');
  }
}
