import { Construct } from 'constructs';
import {
  Pooler,
  PoolerSpecPgbouncerPoolMode as PoolMode,
  PoolerSpecTemplateSpecContainersResourcesLimits as Limit,
  PoolerSpecTemplateSpecContainersResourcesRequests as Request,
  PoolerSpecType,
} from '../../../imports/postgresql.cnpg.io';
import { waitContainerName } from '../../contract';
import { checkName, checkWholeNumber } from '../../core/check';
import { checkProps } from '../../core/check-props';
import { Connections } from '../../core/connections';
import type { Endpoint, ReadyCheck, Waitable } from '../../core/endpoint';
import type { SecretKey, SecretText } from '../../core/env';
import { freeId } from '../../core/free-id';
import { resourceRequirements, type Resources, resources } from '../../core/resources';
import { Stack } from '../../core/stack';
import { disruptionBudget } from '../../workload/disruption-budget';
import { runnableImage } from '../../workload/image';
import { spread } from '../../workload/spread';
import { isReady } from '../postgres/database';
import type { PostgresCluster } from './postgres-cluster';
import { operatorResources } from './resources';
import { databaseUrl } from './url';

/** Props for `PostgresPooler`. */
export interface PostgresPoolerProps {
  /** Cluster to pool connections to. */
  readonly of: PostgresCluster;

  /** Image of PgBouncer 1.19 or later: CloudNativePG's image, with an exact tag. */
  readonly image: string;

  /**
   * When a server connection is released: at the end of the client's session (`session`) or of each transaction
   * (`transaction`). With `transaction` more clients share the connections, but a client must not use session state: no
   * `SET` (use `SET LOCAL`), no `LISTEN`, no session-level advisory locks, no temporary tables.
   *
   * @default 'session'
   * @see https://www.pgbouncer.org/features.html
   */
  readonly poolMode?: 'session' | 'transaction';

  /**
   * Number of pods.
   *
   * @default - `Environment.replicas`
   */
  readonly replicas?: number;

  /**
   * Maximum number of client connections to one pod (`max_client_conn`).
   *
   * @default 1000
   */
  readonly maxClientConnections?: number;

  /**
   * Resource requests and limits of each pod.
   *
   * @default resources({ millicores: [50, 1000], mebibytes: [64, 256] })
   */
  readonly resources?: Resources;
}

/**
 * PgBouncer, a connection pooler, in front of a `PostgresCluster`.
 *
 * A client waits for a free server connection where the server would refuse it. Client connections stay open during a
 * failover. All pods together use at most 90 % of the server's `max_connections`, which leaves the rest to clients that
 * connect directly, such as a migration.
 *
 * Defines a `Pooler` of CloudNativePG, a NetworkPolicy and a PodDisruptionBudget. The operator creates the pods, which have
 * a service account token, and the Service `<id>`. With TLS of the cluster it accepts only TLS connections, and has the
 * certificate of the cluster.
 *
 * @throws if the id is not a lower-case DNS label of at most 54 characters
 * @throws if `replicas` or `maxClientConnections` is not a whole number from 1
 * @see https://cloudnative-pg.io/docs/1.30/connection_pooling
 */
export class PostgresPooler extends Construct implements Endpoint, Waitable {
  public readonly host: string;
  public readonly port = 5432;
  public readonly connections: Connections;
  public readonly readyCheck: ReadyCheck;

  private readonly cluster: PostgresCluster;

  constructor(scope: Construct, id: string, props: PostgresPoolerProps) {
    super(scope, freeId(scope, PostgresPooler, id));
    checkProps(this, PostgresPooler, props);
    const { of: cluster } = props;
    this.cluster = cluster;
    this.host = checkName('the id of a PostgresPooler', id, nameLimit);

    const labels = { 'cnpg.io/poolerName': id };
    this.connections = new Connections(this, id, labels);
    cluster._poolers.add(id);
    this.connections.allowTo(cluster);
    this.connections.allowToKubernetesApi(); // the instance manager reads its configuration there
    disruptionBudget(this, id, labels);
    this.pods(id, props, labels);
    this.readyCheck = {
      ...cluster.readyCheck,
      name: id,
      command: `${isReady(id, cluster.database)} && ${cluster.readyCheck.command}`,
      connectsTo: [this, cluster],
    };
  }

  /** The URI of the database by way of the pooler, for the `env` of a client. */
  public secret(key: 'uri' | 'jdbc-uri'): SecretText;

  /** A reference to a key of the Secret of the cluster, for the `env` of a client. */
  public secret(key: 'username' | 'password' | 'dbname'): SecretKey;

  public secret(key: 'uri' | 'jdbc-uri' | 'username' | 'password' | 'dbname'): SecretKey | SecretText {
    if (key !== 'uri' && key !== 'jdbc-uri') return this.cluster.secret(key);
    const { host, port, cluster } = this;
    const { database, ca } = cluster;
    return databaseUrl(key, { host, port, database, password: cluster.secret('password'), ca });
  }

  private pods(id: string, props: PostgresPoolerProps, labels: Readonly<Record<string, string>>): void {
    const { environment } = Stack.of(this);
    const { replicas = environment.replicas } = props;
    checkWholeNumber(id, 'replicas', replicas, 1, 2);
    const requirements = resourceRequirements(
      props.resources ?? defaultResources,
      environment.maxResourceRequests,
    );
    new Pooler(this, 'Resource', {
      metadata: { name: id },
      spec: {
        cluster: { name: this.cluster.host },
        type: PoolerSpecType.RW,
        instances: replicas,
        pgbouncer: {
          image: runnableImage(id, props.image, environment),
          poolMode: props.poolMode === 'transaction' ? PoolMode.TRANSACTION : PoolMode.SESSION,
          parameters: {
            max_client_conn: String(
              checkWholeNumber(id, 'maxClientConnections', props.maxClientConnections ?? 1000, 1, 1000),
            ),
            // A failover takes seconds. By default PgBouncer retries a failed login after 15 s.
            server_login_retry: '2',
            server_connect_timeout: '5',
            ...(this.cluster.ca && { client_tls_sslmode: 'require', server_tls_sslmode: 'verify-full' }),
            // A rollout adds one pod.
            default_pool_size: String(Math.floor((this.cluster._maxConnections * 0.9) / (replicas + 1))),
          },
        },
        template: {
          metadata: { labels },
          spec: {
            ...spread(id, labels),
            containers: [
              {
                name: 'pgbouncer',
                resources: operatorResources(requirements, {
                  request: (value) => Request.fromString(value),
                  limit: (value) => Limit.fromString(value),
                }),
              },
            ],
          },
        },
      },
    });
  }
}

const nameLimit = {
  most: 54,
  why: `pods that wait for it have a container '${waitContainerName('<id>')}', and the name of a container has at most 63`,
};

const defaultResources = resources({ millicores: [50, 1000], mebibytes: [64, 256] });
