import {
  type ClusterSpecPostgresqlSynchronous,
  ClusterSpecPostgresqlSynchronousDataDurability as DataDurability,
  ClusterSpecPostgresqlSynchronousMethod as Method,
} from '../../../imports/postgresql.cnpg.io';

/** @internal @throws if `instances` is not a whole number from 2 */
export function checkInstances(id: string, instances: number): number {
  if (!Number.isInteger(instances) || instances < 2) {
    throw new Error(
      `'instances' of '${id}' must be a whole number from 2 such as 3, got '${instances}'; for one server use Postgres`,
    );
  }
  return instances;
}

/**
 * @internal A commit waits for one replica, and a replica is promoted only if it has every confirmed commit.
 *
 * With two instances that is not required: without its only replica the primary could not commit.
 *
 * @see https://cloudnative-pg.io/docs/1.30/failover#failover-quorum-quorum-based-failover
 */
export function synchronous(instances: number): ClusterSpecPostgresqlSynchronous {
  const one = { method: Method.ANY, number: 1 };
  return instances > 2
    ? { ...one, dataDurability: DataDurability.REQUIRED, failoverQuorum: true }
    : { ...one, dataDurability: DataDurability.PREFERRED };
}
