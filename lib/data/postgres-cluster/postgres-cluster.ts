import { Size } from 'cdk8s';
import { Construct } from 'constructs';
import {
  Cluster,
  ClusterSpecEphemeralVolumesSizeLimitShm as Shm,
  ClusterSpecEphemeralVolumesSizeLimitTemporaryData as TemporaryData,
  ClusterSpecManagedServicesAdditionalSelectorType as SelectorType,
  ClusterSpecPostgresqlSynchronousDataDurability as DataDurability,
  ClusterSpecPostgresqlSynchronousMethod as Method,
  type ClusterSpec,
  type ClusterSpecPostgresqlSynchronous,
  ClusterSpecResourcesLimits as Limit,
  ClusterSpecResourcesRequests as Request,
} from '../../../imports/postgresql.cnpg.io';
import { Connections } from '../../core/connections';
import { Credentials } from '../../core/credentials';
import type { Endpoint, ReadyCheck, Waitable } from '../../core/endpoint';
import type { SecretKey } from '../../core/env';
import { pinned } from '../../local/image-lock';
import { clusterPodLabels } from '../../contract';
import { checkName } from '../../core/check';
import { quantity, resourceRequirements, type Resources } from '../../core/resources';
import type { Monitored, Signals } from '../../core/signals';
import { Stack } from '../../core/stack';
import type { Postgres } from '../postgres/postgres';
import { clusterBackups, type PostgresClusterBackups } from './backups';
import { origin, type PostgresClusterRecovery } from './origin';
import { operatorResources } from './resources';
import { clusterSettings } from './settings';
import { clusterSignals } from './signals';
import type { PostgresKey } from '../postgres/credentials';
import { checkDatabase, isReady } from '../postgres/database';
import { maxConnections, type PostgresSettings } from '../postgres/settings';

/** Props for `PostgresCluster`: those that it shares with `Postgres` mean the same. */
export interface PostgresClusterProps {
  /** Image to run: CloudNativePG's of PostgreSQL 15 or later, with an exact tag that begins with the version. */
  readonly image: string;

  /** Database that is created on the first start, and the role that owns it. */
  readonly database: string;

  /** Number of servers: a primary, and replicas that take over. @default 3 */
  readonly instances?: number;

  /**
   * Folder whose `*.sql` files run once, on the first start, in the order of their names, as superuser in the
   * database. What belongs to the app begins with `SET ROLE <database>;`. There is no shell, and no psql.
   *
   * @default - the database is empty
   */
  readonly initScripts?: string;

  /**
   * Settings of `postgresql.conf`, on top of what is computed from the resources.
   *
   * @default - computed settings only
   */
  readonly settings?: PostgresSettings;

  /** Of each instance. @default - the environment's for databases */
  readonly resources?: Resources;

  /** Size of each instance's data volume. It can grow later, but never shrink. @default - the environment's */
  readonly storage?: Size;

  /** Backups in a bucket, by the Barman Cloud plugin of CloudNativePG. @default - none are made */
  readonly backups?: PostgresClusterBackups;

  /**
   * Server whose database the new cluster begins with, as of the moment of its first start; `initScripts` do not run.
   *
   * @default - an empty database
   */
  readonly importFrom?: Postgres;

  /** Backups that the new cluster begins with; `initScripts` do not run. @default - an empty database */
  readonly recoverFrom?: PostgresClusterRecovery;

  /** Namespace that CloudNativePG runs in. @default 'cnpg-system' */
  readonly operatorNamespace?: string;
}

/**
 * PostgreSQL on several servers, one of which is the primary; another takes over when that is lost.
 *
 * Defines a `Cluster` of CloudNativePG, whose operator must be in the Kubernetes cluster; a NetworkPolicy, and a
 * ConfigMap with the init scripts. All the rest is the operator's: pods with a service account token, volumes, which go
 * when the `Cluster` is deleted, disruption budgets, the Services `<id>`, `<id>-rw`, `<id>-ro` and `<id>-r`, and the
 * Secret `<id>-app`, in every environment. A commit waits for one replica, so that what has been confirmed survives the
 * primary: of three instances one may be away, and with two no commit may be confirmed; of two instances the one that
 * is left goes on alone. With backups it also defines an `ObjectStore` of the Barman Cloud plugin, which must be in the
 * Kubernetes cluster, too, and a `ScheduledBackup`, both named `<id>-backups`.
 *
 * @throws if the database's name needs quoting, there is one instance, an init script is not SQL, a setting is the
 * operator's own, data is to come from two places, or the backups would be mixed with those of another cluster
 * @see https://cloudnative-pg.io/docs/1.30/
 */
export class PostgresCluster extends Construct implements Endpoint, Monitored, Waitable {
  /** The primary's, whichever instance that is. */
  public readonly host: string;
  public readonly port = 5432;
  public readonly connections: Connections;
  public readonly readyCheck: ReadyCheck;

  /** Database of the app, and the role that owns it. */
  public readonly database: string;

  /** @internal Most clients at a time. */
  public readonly _maxConnections: number;
  private readonly app: Credentials;
  private readonly instances: number;

  constructor(
    scope: Construct,
    id: string,
    private readonly props: PostgresClusterProps,
  ) {
    super(scope, id);
    const { image, operatorNamespace = 'cnpg-system' } = props;
    this.database = checkDatabase(props.database);
    this.instances = checkInstances(props.instances ?? 3);
    this._maxConnections = maxConnections(props.settings);
    this.host = checkName('the id of a PostgresCluster', id, nameLimit);
    this.app = new Credentials(this, `${id}-app`, { random: [], existing: `${id}-app` });

    this.connections = new Connections(this, id, clusterPodLabels(id));
    this.connections.allowAmongPods(this.port, statusPort);
    this.connections.allowFromNamespace(operatorNamespace, this.port);
    this.connections.allowFromNamespace(operatorNamespace, statusPort);
    this.connections.allowToKubernetesApi(); // each instance asks it whether it is the primary

    new Cluster(this, 'Resource', { metadata: { name: id }, spec: this.spec(id, props) });
    this.readyCheck = {
      name: id,
      image,
      command: isReady(id, this.database),
      user: 26, // `postgres` in CloudNativePG's images
      connectsTo: [this],
    };
  }

  /** A value of the app's credentials, for the `env` of a client. */
  public secret(key: PostgresKey): SecretKey {
    return this.app.key(key);
  }

  /** Each instance shows its numbers itself. */
  public signals(): Signals {
    const { host, connections, instances } = this;
    const { storage = Stack.of(this).environment.storage } = this.props;
    return clusterSignals(
      host,
      { host, port: metricsPort, connections },
      { instances, connections: this._maxConnections, storage },
    );
  }

  private spec(id: string, { image, ...props }: PostgresClusterProps): ClusterSpec {
    const { environment } = Stack.of(this);
    const { instances } = this;
    const { resources = environment.database, storage = environment.storage, settings } = props;
    const memory = resources.memory.limit;
    return {
      imageName: pinned(image, environment),
      imagePullPolicy: 'IfNotPresent',
      instances,
      ...origin(this, id, this.connections, props),
      ...(props.backups && { plugins: [clusterBackups(this, id, this.connections, props.backups)] }),
      // A node that is lost takes one instance with it, if there are nodes enough.
      affinity: { topologyKey: 'kubernetes.io/hostname', podAntiAffinityType: 'preferred' },
      postgresql: {
        ...clusterSettings({ memory, storage }, settings),
        synchronous: synchronous(instances),
      },
      // A pool never closes its connections by itself: to wait for it would only keep others from getting in.
      smartShutdownTimeout: 1,
      managed: {
        // The name that the database has in Compose.
        services: {
          additional: [{ selectorType: SelectorType.RW, serviceTemplate: { metadata: { name: id } } }],
        },
      },
      resources: operatorResources(resourceRequirements(resources, environment.maxResourceRequests), {
        request: (value) => Request.fromString(value),
        limit: (value) => Limit.fromString(value),
      }),
      ephemeralVolumesSizeLimit: {
        // Parallel queries share memory here.
        shm: Shm.fromString(quantity(Size.mebibytes(Math.floor(memory.toMebibytes() / 4)))),
        // The instance manager copies itself there.
        temporaryData: TemporaryData.fromString('512Mi'),
      },
      storage: { size: quantity(storage) },
    };
  }
}

const nameLimit = { most: 50, why: 'CloudNativePG takes no longer name of a Cluster' };

/** Where the operator and the other instances ask an instance how it is. */
const statusPort = 8000;
const metricsPort = 9187;

function checkInstances(instances: number): number {
  if (!Number.isInteger(instances) || instances < 2) {
    throw new Error(
      `'instances' must be a whole number from 2 such as 3, got '${instances}'; for one server there is Postgres`,
    );
  }
  return instances;
}

/**
 * A commit waits for one replica, and one replaces the primary only if it surely has all that was confirmed.
 *
 * Two instances are too few to insist on that: without a replica there would be no writes at all.
 *
 * @see https://cloudnative-pg.io/docs/1.30/failover#failover-quorum-quorum-based-failover
 */
function synchronous(instances: number): ClusterSpecPostgresqlSynchronous {
  const one = { method: Method.ANY, number: 1 };
  return instances > 2
    ? { ...one, dataDurability: DataDurability.REQUIRED, failoverQuorum: true }
    : { ...one, dataDurability: DataDurability.PREFERRED };
}
