import { Size } from 'cdk8s';
import { Construct } from 'constructs';
import {
  Cluster,
  type ClusterSpec,
  ClusterSpecEphemeralVolumesSizeLimitShm as Shm,
  ClusterSpecEphemeralVolumesSizeLimitTemporaryData as TemporaryData,
  ClusterSpecManagedServicesAdditionalSelectorType as SelectorType,
  ClusterSpecResourcesLimits as Limit,
  ClusterSpecResourcesRequests as Request,
} from '../../../imports/postgresql.cnpg.io';
import { clusterPodLabels } from '../../contract';
import { checkName } from '../../core/check';
import { checkProps } from '../../core/check-props';
import { Connections } from '../../core/connections';
import { Credentials } from '../../core/credentials';
import type { Endpoint, ReadyCheck, Waitable } from '../../core/endpoint';
import type { SecretFile, SecretKey, SecretText } from '../../core/env';
import { freeId } from '../../core/free-id';
import { quantity, resourceRequirements, type Resources } from '../../core/resources';
import type { Monitored, ScrapeConfig, Signals } from '../../core/signals';
import { Stack } from '../../core/stack';
import { runnableImage } from '../../workload/image';
import { environmentBucket } from '../object-store/environment-bucket';
import type { PostgresKey } from '../postgres/credentials';
import { checkDatabase, isReady } from '../postgres/database';
import type { Postgres } from '../postgres/postgres';
import { maxConnections, type PostgresSettings } from '../postgres/settings';
import { countsStatements } from '../postgres/statements';
import { tlsEnv } from '../postgres/tls';
import { caFile } from '../server-certificate';
import { clusterBackups, longestBackupAge, type PostgresClusterBackups } from './backups';
import { checkInstances, synchronous } from './instances';
import { origin, type PostgresClusterRecovery } from './origin';
import { operatorResources } from './resources';
import { clusterSettings } from './settings';
import { clusterSignals } from './signals';
import { statementMonitoring } from './statements';
import { certificates, tlsOnly } from './tls';
import { databaseUrl } from './url';

/** Props for `PostgresCluster`. */
export interface PostgresClusterProps {
  /** Image of PostgreSQL 15 or later: CloudNativePG's image, with an exact tag that starts with the version. */
  readonly image: string;

  /** Name of the database that the first start creates, and of the role that owns it. */
  readonly database: string;

  /**
   * Number of instances: one primary, and replicas.
   *
   * @default 3
   */
  readonly instances?: number;

  /**
   * Folder of `*.sql` files. They run once, on the first start, sorted by name, as superuser in the database. Start a file
   * with `SET ROLE <database>;` if its objects belong to the role of the app. Shell scripts and psql commands are refused.
   *
   * @default - no scripts
   */
  readonly initScripts?: string;

  /**
   * Settings of `postgresql.conf`. They replace computed ones of the same name.
   * With `shared_preload_libraries: 'pg_stat_statements'` the statements that take most time are in the dashboard, and an
   * alert fires for slow ones.
   *
   * @default - the settings that are computed from the resources
   */
  readonly settings?: PostgresSettings;

  /**
   * Whether the instances accept only TLS connections, and clients verify their certificate. The operator makes it, with a CA
   * in the Secret `<id>-ca`. Without it, clients choose whether they use TLS.
   *
   * @default - `Environment.databaseTls`
   */
  readonly tls?: boolean;

  /**
   * Resource requests and limits of each instance.
   *
   * @default - `Environment.database`
   */
  readonly resources?: Resources;

  /**
   * Size of the data volume of each instance. It can be increased later, but not decreased.
   *
   * @default - `Environment.storage`
   */
  readonly storage?: Size;

  /**
   * Backups in a bucket, by the Barman Cloud plugin of CloudNativePG.
   *
   * @default - in `Environment.backupBucket`; none without one, which an environment with `scheduledBackups` refuses
   */
  readonly backups?: PostgresClusterBackups | 'none';

  /**
   * Server whose database the first start imports. `initScripts` do not run then.
   *
   * @default - an empty database
   */
  readonly importFrom?: Postgres;

  /**
   * Backups that the first start recovers. `initScripts` do not run then.
   *
   * @default - an empty database
   */
  readonly recoverFrom?: PostgresClusterRecovery;

  /**
   * Namespace of the CloudNativePG operator.
   *
   * @default 'cnpg-system'
   */
  readonly operatorNamespace?: string;
}

/**
 * PostgreSQL with replicas: when the primary fails, a replica is promoted.
 *
 * Defines a `Cluster` of CloudNativePG, a NetworkPolicy, and a ConfigMap with the init scripts. With backups it also
 * defines an `ObjectStore` of the Barman Cloud plugin and a `ScheduledBackup`, both named `<id>-backups`. The operator and
 * the plugin must be installed in the Kubernetes cluster.
 *
 * The operator creates all else: the pods, which have a service account token, the Services `<id>`, `<id>-rw`, `<id>-ro` and
 * `<id>-r`, PodDisruptionBudgets, the Secret `<id>-app`, and the volumes. It deletes the volumes with the `Cluster`.
 *
 * Replication is synchronous: a commit waits for one replica. With three instances one may fail; with two of them down
 * nothing is committed. With two instances the remaining one commits alone.
 *
 * @throws if `database` is not a lower-case identifier
 * @throws if `instances` is less than 2
 * @throws if an init script needs psql or a shell
 * @throws if `settings` has a setting that CloudNativePG manages
 * @throws if both `importFrom` and `recoverFrom` are given
 * @throws if the environment has `scheduledBackups` and there is neither `backups` nor `Environment.backupBucket`
 * @throws if `backups` and `recoverFrom` have the same server, bucket, prefix and cluster
 * @see https://cloudnative-pg.io/docs/1.30/
 */
export class PostgresCluster extends Construct implements Endpoint, Monitored, Waitable {
  /** Host name of the primary. */
  public readonly host: string;
  public readonly port = 5432;
  public readonly connections: Connections;
  public readonly readyCheck: ReadyCheck;

  /** Name of the database, and of the role that owns it. */
  public readonly database: string;

  /** CA of the instances, for the `env` of a client without a URL: `PGSSLROOTCERT: db.ca`. Undefined without TLS. */
  public readonly ca: SecretFile | undefined;

  /** @internal The poolers, whose names the certificate has too. */
  public readonly _poolers = new Set<string>();

  /** @internal The setting `max_connections` of an instance. */
  public readonly _maxConnections: number;
  private readonly countsStatements: boolean;
  private readonly app: Credentials;
  private readonly instances: number;
  private readonly storage: Size;
  private readonly backups: PostgresClusterBackups | undefined;

  constructor(scope: Construct, id: string, props: PostgresClusterProps) {
    super(scope, freeId(scope, PostgresCluster, id));
    checkProps(this, PostgresCluster, props);
    const { image, operatorNamespace = 'cnpg-system' } = props;
    this.database = checkDatabase(id, props.database);
    this.instances = checkInstances(id, props.instances ?? 3);
    this.storage = props.storage ?? Stack.of(this).environment.storage;
    this._maxConnections = maxConnections(props.settings);
    this.countsStatements = countsStatements(props.settings);
    this.host = checkName('the id of a PostgresCluster', id, nameLimit);
    const { tls = Stack.of(this).environment.databaseTls ?? false } = props;
    this.ca = tls ? caFile(id, `${id}-ca`) : undefined;
    this.backups = this.backupsOf(props.backups);
    this.app = new Credentials(this, `${id}-app`, { random: [], existing: `${id}-app` });

    this.connections = new Connections(this, id, clusterPodLabels(id));
    this.connections.allowAmongPods(this.port, statusPort);
    this.connections.allowFromNamespace(operatorNamespace, this.port);
    this.connections.allowFromNamespace(operatorNamespace, statusPort);
    this.connections.allowToKubernetesApi(); // where each instance reads whether it is the primary

    new Cluster(this, 'Resource', { metadata: { name: id }, spec: this.spec(id, props) });
    this.readyCheck = {
      name: id,
      image,
      command: isReady(id, this.database),
      user: 26, // the user `postgres` in CloudNativePG's images
      ...(this.ca && { env: tlsEnv(this.ca) }),
      connectsTo: [this],
    };
  }

  /** The URL of the database, for the `env` of a client. With TLS it names the CA, which the Secret of the operator does not. */
  public secret(key: 'uri' | 'jdbc-uri'): SecretKey | SecretText;

  /** A reference to a key of the Secret `<id>-app`, for the `env` of a client. */
  public secret(key: Exclude<PostgresKey, 'uri' | 'jdbc-uri'>): SecretKey;

  public secret(key: PostgresKey): SecretKey | SecretText {
    const isUrl = key === 'uri' || key === 'jdbc-uri';
    if (!this.ca || !isUrl) return this.app.key(key);
    const { host, port, database, ca } = this;
    return databaseUrl(key, { host, port, database, password: this.app.key('password'), ca });
  }

  /** Adds nothing: each instance exposes metrics itself. */
  public addScrapeTarget(): ScrapeConfig {
    const { host, connections } = this;
    return { to: { host, port: metricsPort, connections } };
  }

  public signals(): Signals {
    const { instances, storage, backups, countsStatements } = this;
    const isScheduled = Stack.of(this).environment.scheduledBackups;
    return clusterSignals(this.host, {
      instances,
      maxConnections: this._maxConnections,
      storage,
      countsStatements,
      ...(backups && isScheduled && { longestBackupAge: longestBackupAge(backups) }),
    });
  }

  private backupsOf(own: PostgresClusterProps['backups']): PostgresClusterBackups | undefined {
    if (own !== undefined) return own === 'none' ? undefined : own;
    const bucket = environmentBucket(this, `or set 'backups' of '${this.host}' to 'none'`);
    return bucket && { ...bucket.target, serverSideEncryption: bucket.serverSideEncryption };
  }

  private spec(id: string, { image, ...props }: PostgresClusterProps): ClusterSpec {
    const { environment } = Stack.of(this);
    const { instances, storage } = this;
    const { resources = environment.database, settings } = props;
    const memory = resources.memory.limit;
    const { backups } = this;
    return {
      imageName: runnableImage(id, image, environment),
      imagePullPolicy: 'IfNotPresent',
      instances,
      ...origin(this, id, this.connections, { ...props, backups }),
      ...(backups && { plugins: [clusterBackups(this, id, this.connections, backups)] }),
      // One instance per node, if there are enough nodes.
      affinity: { topologyKey: 'kubernetes.io/hostname', podAntiAffinityType: 'preferred' },
      postgresql: {
        ...clusterSettings(id, { memory, storage }, settings),
        synchronous: synchronous(instances),
        ...(this.ca && tlsOnly),
      },
      ...(this.ca && certificates(Stack.of(this).namespace, this._poolers)),
      // A smart shutdown waits for clients, but a pool does not close its connections, and new ones are refused meanwhile.
      smartShutdownTimeout: 1,
      managed: {
        // The host name of the database in Compose.
        services: {
          additional: [{ selectorType: SelectorType.RW, serviceTemplate: { metadata: { name: id } } }],
        },
      },
      ...statementMonitoring(this, id, props.database, settings),
      resources: operatorResources(resourceRequirements(resources, environment.maxResourceRequests), {
        request: (value) => Request.fromString(value),
        limit: (value) => Limit.fromString(value),
      }),
      ephemeralVolumesSizeLimit: {
        // Shared memory of parallel queries.
        shm: Shm.fromString(quantity(Size.mebibytes(Math.floor(memory.toMebibytes() / 4)))),
        // The binary of the instance manager is copied there.
        temporaryData: TemporaryData.fromString('512Mi'),
      },
      storage: { size: quantity(storage) },
    };
  }
}

const nameLimit = { most: 50, why: 'CloudNativePG accepts no longer name of a Cluster' };

/** Port on which the operator and the other instances read the status of an instance. */
const statusPort = 8000;
const metricsPort = 9187;
