import { PostgresCluster, PostgresPooler, type PostgresPoolerProps, WebService } from '../../lib';
import { Manifests } from './manifests';
import { testProd, testStack } from './stack';

export const pgbouncer = 'ghcr.io/cloudnative-pg/pgbouncer:1.25.1';

/** A service that gets to its database by way of a pooler. */
export function pooledStack(props: Partial<PostgresPoolerProps> = {}): Manifests {
  const stack = testStack(testProd);
  const db = new PostgresCluster(stack, 'db', {
    image: 'ghcr.io/cloudnative-pg/postgresql:16.10-standard-bookworm',
    database: 'shop',
  });
  const pooler = new PostgresPooler(stack, 'pooler', { of: db, image: pgbouncer, ...props });
  new WebService(stack, 'api', {
    image: 'api:1',
    port: 80,
    env: { DATABASE_URL: pooler.secret('uri'), JDBC_URL: pooler.secret('jdbc-uri'), HOST: pooler.host },
    startsAfter: [pooler],
  });
  return Manifests.of(stack);
}
