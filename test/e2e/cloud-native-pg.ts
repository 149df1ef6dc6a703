import type { Construct } from 'constructs';
import { type PostgresCluster, type PostgresPooler, Worker } from '../../lib';
import type { DeployedStack } from './deployed-stack';

/** What the instances of a `PostgresCluster` run. */
export const instanceImage =
  process.env.SLIPWAY_E2E_POSTGRES_CLUSTER_IMAGE ??
  'ghcr.io/cloudnative-pg/postgresql:16.10-standard-bookworm';

/** Waits until all instances of a `PostgresCluster` serve. */
export async function healthy(stack: DeployedStack, cluster: string, instances: number): Promise<void> {
  const wait = (condition: string) =>
    stack.kubectl('wait', `cluster/${cluster}`, `--for=${condition}`, '--timeout=400s');
  await wait(`jsonpath={.status.readyInstances}=${instances}`);
  await wait('condition=Ready');
}

/** Defines a pod in which psql finds the server in DATABASE_URL. */
export function postgresClient(scope: Construct, id: string, of: PostgresCluster | PostgresPooler): void {
  new Worker(scope, id, {
    image: instanceImage,
    user: 26,
    command: ['sleep', 'infinity'],
    env: { DATABASE_URL: of.secret('uri') },
    startsAfter: [of],
  });
}

/** The rows that a statement gives in such a pod. */
export async function query(stack: DeployedStack, client: string, sql: string): Promise<string[]> {
  // An answer that was cut off would look as if rows were missing.
  const statements = [sql, "SELECT 'that is all'"].map((each) => `--command="${each}"`);
  const ask = `psql "$DATABASE_URL" -Atqv ON_ERROR_STOP=1 ${statements.join(' ')}`;
  const { stdout } = await stack.kubectl('exec', `deployment/${client}`, '--', 'sh', '-c', ask);
  const rows = lines(stdout);
  if (rows.pop() !== 'that is all') throw new Error(`the answer to '${sql}' was cut off`);
  return rows;
}

export function lines(text: string): string[] {
  return text.split('\n').filter((line) => line !== '');
}
