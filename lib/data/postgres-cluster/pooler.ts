import { Construct } from 'constructs';
import {
  Pooler,
  PoolerSpecPgbouncerPoolMode as PoolMode,
  PoolerSpecTemplateSpecContainersResourcesLimits as Limit,
  PoolerSpecTemplateSpecContainersResourcesRequests as Request,
  PoolerSpecType,
} from '../../../imports/postgresql.cnpg.io';
import { Connections } from '../../core/connections';
import type { Endpoint, ReadyCheck, Waitable } from '../../core/endpoint';
import type { SecretKey, SecretText } from '../../core/env';
import { pinned } from '../../local/image-lock';
import { waitContainerName } from '../../contract';
import { checkName, checkWholeNumber } from '../../core/check';
import { resourceRequirements, resources, type Resources } from '../../core/resources';
import { Stack } from '../../core/stack';
import { disruptionBudget } from '../../workload/disruption-budget';
import { spread } from '../../workload/spread';
import type { PostgresCluster } from './postgres-cluster';
import { operatorResources } from './resources';
import { isReady } from '../postgres/database';

/** Props for `PostgresPooler`. */
export interface PostgresPoolerProps {
  /** Cluster to connect to. */
  readonly of: PostgresCluster;

  /** Image to run: CloudNativePG's of PgBouncer 1.19 or later, with an exact tag. */
  readonly image: string;

  /**
   * What a client has a connection of the server for: as long as it stays (`session`), or for a transaction at a time
   * (`transaction`), which lets far more clients share them. But then what a session keeps is another client's next:
   * no `SET` (use `SET LOCAL`), no `LISTEN`, no advisory locks of a session, no temporary tables.
   *
   * @default 'session'
   */
  readonly poolMode?: 'session' | 'transaction';

  /** Number of pods. @default - the environment's replicas */
  readonly replicas?: number;

  /** Most clients of one pod. @default 1000 */
  readonly maxClientConnections?: number;

  /** Of each pod. @default - 50m to 1 CPU, 64 to 256 MiB */
  readonly resources?: Resources;
}

/**
 * PgBouncer before a `PostgresCluster`: clients wait for a connection instead of being turned away, and while another
 * instance becomes the primary theirs stay open.
 *
 * Defines a `Pooler` of CloudNativePG, a NetworkPolicy and a disruption budget. The pods, which have a service account
 * token, and the Service `<id>` are the operator's. All pods together open nine tenths of the connections that the server
 * has: what else connects directly, such as a migration, finds one.
 *
 * @see https://cloudnative-pg.io/docs/1.30/connection_pooling
 */
export class PostgresPooler extends Construct implements Endpoint, Waitable {
  public readonly host: string;
  public readonly port = 5432;
  public readonly connections: Connections;
  public readonly readyCheck: ReadyCheck;

  private readonly cluster: PostgresCluster;

  constructor(scope: Construct, id: string, props: PostgresPoolerProps) {
    super(scope, id);
    const { of: cluster } = props;
    this.cluster = cluster;
    this.host = checkName('the id of a PostgresPooler', id, nameLimit);

    const labels = { 'cnpg.io/poolerName': id };
    this.connections = new Connections(this, id, labels);
    this.connections.allowTo(cluster);
    this.connections.allowToKubernetesApi(); // which has its configuration
    disruptionBudget(this, id, labels);
    this.pods(id, props, labels);
    this.readyCheck = {
      ...cluster.readyCheck,
      name: id,
      command: `${isReady(id, cluster.database)} && ${cluster.readyCheck.command}`,
      connectsTo: [this, cluster],
    };
  }

  /** Where to connect, by way of the pooler, for the `env` of a client. */
  public secret(key: 'uri' | 'jdbc-uri'): SecretText;

  /** A value of the app's credentials, for the `env` of a client. */
  public secret(key: 'username' | 'password' | 'dbname'): SecretKey;

  public secret(key: 'uri' | 'jdbc-uri' | 'username' | 'password' | 'dbname'): SecretKey | SecretText {
    const { database } = this.cluster;
    const secrets = [this.cluster.secret('password')];
    const address = `${this.host}:${this.port}/${database}`;
    // The operator makes passwords of letters and digits: nothing needs to be escaped.
    if (key === 'uri') return { text: [`postgresql://${database}:`, `@${address}`], secrets };
    if (key === 'jdbc-uri') {
      return { text: [`jdbc:postgresql://${address}?user=${database}&password=`, ''], secrets };
    }
    return this.cluster.secret(key);
  }

  private pods(id: string, props: PostgresPoolerProps, labels: Readonly<Record<string, string>>): void {
    const { environment } = Stack.of(this);
    const { replicas = environment.replicas } = props;
    checkWholeNumber('replicas', replicas, 1, 2);
    const requirements = resourceRequirements(props.resources ?? modest, environment.maxResourceRequests);
    new Pooler(this, 'Resource', {
      metadata: { name: id },
      spec: {
        cluster: { name: this.cluster.host },
        type: PoolerSpecType.RW,
        instances: replicas,
        pgbouncer: {
          image: pinned(props.image, environment),
          poolMode: props.poolMode === 'transaction' ? PoolMode.TRANSACTION : PoolMode.SESSION,
          parameters: {
            max_client_conn: String(checkWholeNumber('maxClientConnections', props.maxClientConnections ?? 1000, 1, 1000)),
            // Another instance takes over within seconds: PgBouncer would look for it every 15 only.
            server_login_retry: '2',
            server_connect_timeout: '5',
            // A rollout has one pod more.
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
  why: `what waits for it has a container '${waitContainerName('<id>')}', and a container's name has at most 63`,
};

const modest = resources({ millicores: [50, 1000], mebibytes: [64, 256] });
