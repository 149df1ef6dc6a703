import type { Construct } from 'constructs';
import {
  type ClusterSpec,
  ClusterSpecBootstrapInitdbImportType as ImportType,
} from '../../../imports/postgresql.cnpg.io';
import type { Connections } from '../../core/connections';
import { prefixOf, type S3TargetProps, serverOf } from '../object-store/bucket';
import type { Postgres } from '../postgres/postgres';
import { archive, barmanPlugin } from './archive';
import type { PostgresClusterBackups } from './backups';
import { emptyDatabase, initdb, type InitdbProps } from './init';

/** The backups that a new `PostgresCluster` is recovered from. */
export interface PostgresClusterRecovery extends S3TargetProps {
  /**
   * Id of the cluster that made the backups.
   *
   * @default - the id of the new cluster
   */
  readonly cluster?: string;

  /**
   * Point in time to recover to, with an offset (RFC 3339): `2026-11-21T18:30:00Z`.
   *
   * @default - the end of the archived WAL
   */
  readonly targetTime?: string;
}

/** Where the data of a new cluster comes from, and where its backups go. */
interface OriginProps extends InitdbProps {
  readonly backups?: PostgresClusterBackups;
  readonly importFrom?: Postgres;
  readonly recoverFrom?: PostgresClusterRecovery;
}

/**
 * @internal The section `bootstrap` of a cluster. The operator ignores it once the first instance has a database.
 * @throws if both `importFrom` and `recoverFrom` are given
 * @throws if `backups` and `recoverFrom` have the same server, bucket, prefix and cluster
 * @throws if `targetTime` is not a time with an offset
 * @throws if an init script needs psql or a shell
 */
export function origin(
  scope: Construct,
  id: string,
  connections: Connections,
  props: OriginProps,
): Pick<ClusterSpec, 'bootstrap' | 'externalClusters'> {
  if (props.recoverFrom && props.importFrom) {
    throw new Error(
      `'importFrom' and 'recoverFrom' of '${id}' exclude each other: a cluster has one origin, such as { importFrom: postgres }, got both`,
    );
  }
  if (props.recoverFrom && props.backups) checkApart(scope, id, props.recoverFrom, props.backups);
  if (props.recoverFrom) return recovery(scope, id, connections, props.recoverFrom, props.database);
  if (props.importFrom) return importation(connections, props.importFrom, props.database);
  return { bootstrap: { initdb: initdb(scope, id, props) } };
}

function recovery(
  scope: Construct,
  id: string,
  connections: Connections,
  { cluster = id, targetTime, ...source }: PostgresClusterRecovery,
  database: string,
): Pick<ClusterSpec, 'bootstrap' | 'externalClusters'> {
  const name = `${id}-origin`;
  archive(scope, name, connections, source);
  return {
    bootstrap: {
      recovery: {
        source: name,
        database,
        owner: database,
        ...(targetTime !== undefined && { recoveryTarget: { targetTime: checkTargetTime(id, targetTime) } }),
      },
    },
    externalClusters: [
      { name, plugin: { name: barmanPlugin, parameters: { barmanObjectName: name, serverName: cluster } } },
    ],
  };
}

function importation(
  connections: Connections,
  postgres: Postgres,
  database: string,
): Pick<ClusterSpec, 'bootstrap' | 'externalClusters'> {
  connections.allowTo(postgres);
  const { secret, key } = postgres._superuser.key('password');
  return {
    bootstrap: {
      initdb: {
        ...emptyDatabase(database),
        import: {
          type: ImportType.MICROSERVICE,
          databases: [postgres.database],
          source: { externalCluster: postgres.host },
        },
      },
    },
    externalClusters: [
      {
        name: postgres.host,
        connectionParameters: {
          host: postgres.host,
          port: String(postgres.port),
          user: postgres._superuserName,
          dbname: postgres.database,
        },
        password: { name: secret, key },
      },
    ],
  };
}

/** PostgreSQL takes a time without an offset for local time. */
function checkTargetTime(id: string, targetTime: string): string {
  if (
    !/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,6})?(Z|[+-]\d\d:\d\d)$/.test(targetTime) ||
    isNaN(Date.parse(targetTime))
  ) {
    throw new Error(
      `'recoverFrom.targetTime' of '${id}' must be a time with its offset, such as '2026-11-21T18:30:00Z', got '${targetTime}'`,
    );
  }
  return targetTime;
}

/** Two clusters must not archive their WAL to the same place: the plugin refuses it, as neither could be recovered. */
function checkApart(
  scope: Construct,
  id: string,
  { cluster = id, ...from }: PostgresClusterRecovery,
  to: PostgresClusterBackups,
): void {
  const prefix = prefixOf(scope, to);
  const isSame =
    serverOf(`'${id}'`, from).url === serverOf(`'${id}'`, to).url &&
    from.bucket === to.bucket &&
    prefixOf(scope, from) === prefix;
  if (cluster === id && isSame) {
    throw new Error(
      `'backups.prefix' of '${id}' must differ from that of 'recoverFrom', such as '${prefix}-2', got '${prefix}' in both`,
    );
  }
}
