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

/** The backups that a `PostgresCluster` begins with. */
export interface PostgresClusterRecovery extends S3TargetProps {
  /** Id of the cluster that made them. @default - the id of the one that is made of them */
  readonly cluster?: string;

  /** Point in time to go back to, as RFC 3339 writes it: `2026-11-21T18:30:00Z`. @default - the latest that there is */
  readonly targetTime?: string;
}

/** @internal Where the data of a new cluster comes from, and where its backups go. */
export interface OriginProps extends InitdbProps {
  readonly backups?: PostgresClusterBackups;
  readonly importFrom?: Postgres;
  readonly recoverFrom?: PostgresClusterRecovery;
}

/**
 * @internal How the first instance comes by its database; of no account once it has one.
 * @throws if it is to come from both places, backups would go where it comes from, the point in time is not
 * unambiguous, or an init script is not SQL
 */
export function origin(
  scope: Construct,
  id: string,
  connections: Connections,
  props: OriginProps,
): Pick<ClusterSpec, 'bootstrap' | 'externalClusters'> {
  if (props.recoverFrom && props.importFrom) {
    throw new Error(`'${id}' must begin with one of 'importFrom' and 'recoverFrom', got both: remove one`);
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
  { cluster = id, targetTime, ...place }: PostgresClusterRecovery,
  database: string,
): Pick<ClusterSpec, 'bootstrap' | 'externalClusters'> {
  const name = `${id}-origin`;
  archive(scope, name, connections, place);
  return {
    bootstrap: {
      recovery: {
        source: name,
        database,
        owner: database,
        ...(targetTime !== undefined && { recoveryTarget: { targetTime: checkTargetTime(targetTime) } }),
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
          user: 'postgres',
          dbname: postgres.database,
        },
        password: { name: secret, key },
      },
    ],
  };
}

/** PostgreSQL refuses the `Z` of a time that has a blank in the place of the `T`, and takes one without offset for local. */
function checkTargetTime(targetTime: string): string {
  if (
    !/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,6})?(Z|[+-]\d\d:\d\d)$/.test(targetTime) ||
    isNaN(Date.parse(targetTime))
  ) {
    throw new Error(`'targetTime' must be a time with its offset, such as '2026-11-21T18:30:00Z', got '${targetTime}'`);
  }
  return targetTime;
}

/** One place has the log of one cluster: another's that goes there makes both useless, and the plugin refuses it. */
function checkApart(
  scope: Construct,
  id: string,
  { cluster = id, ...from }: PostgresClusterRecovery,
  to: PostgresClusterBackups,
): void {
  const prefix = prefixOf(scope, to);
  const isSame =
    serverOf(from).url === serverOf(to).url && from.bucket === to.bucket && prefixOf(scope, from) === prefix;
  if (cluster === id && isSame) {
    throw new Error(
      `'backups' must have another prefix than 'recoverFrom', such as '${prefix}-2', got '${prefix}' in both`,
    );
  }
}
