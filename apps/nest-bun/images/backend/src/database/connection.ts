import type { ClientConfig } from 'pg';

/** What all connections to Postgres have in common. */
export const CONNECTION: ClientConfig = {
  application_name: 'rausachcore',
  connectionTimeoutMillis: 2000,
  keepAlive: true,
};
