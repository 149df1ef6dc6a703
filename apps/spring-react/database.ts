import type { Construct } from 'constructs';
import { join } from 'node:path';
import * as slipway from 'slipway';
import { figures } from './figures';
import { settings } from './settings';

/** One server with backups; in prod a primary and two replicas, which CloudNativePG backs up to the environment's bucket. */
export function database(
  scope: Construct,
  environment: slipway.Environment,
): slipway.Postgres | slipway.PostgresCluster {
  const props = {
    database: 'pagodirecto_crm',
    initScripts: join(__dirname, 'postgres/init'),
    settings,
    resources: figures.postgres,
  };
  if (environment.name === 'prod') {
    const image = 'ghcr.io/cloudnative-pg/postgresql:16.10-standard-bookworm';
    return new slipway.PostgresCluster(scope, 'postgres', { image, ...props });
  }

  const postgres = new slipway.Postgres(scope, 'postgres', { image: 'postgres:16.10', ...props });
  new slipway.Backups(scope, 'backups', { of: [postgres] }); // kept for 30 days
  return postgres;
}
