import type { Size } from 'cdk8s';
import { Construct } from 'constructs';
import type { BackupSource, DumpRecipe } from '../../core/backup-source';
import { checkProps } from '../../core/check-props';
import type { Connections } from '../../core/connections';
import { Credentials } from '../../core/credentials';
import type { Waitable, WaitCheck } from '../../core/endpoint';
import type { SecretKey } from '../../core/env';
import { freeId } from '../../core/free-id';
import type { Resources } from '../../core/resources';
import { Stack } from '../../core/stack';
import { StatefulService } from '../../workload/stateful-service';
import type { ObjectStoreServer } from './server';

/** Props for `ObjectStore`. */
export interface ObjectStoreProps {
  /** Server software, such as `minio('quay.io/minio/minio:RELEASE.2025-09-07T16-13-09Z')`. */
  readonly server: ObjectStoreServer;

  /**
   * Resource requests and limits of the server.
   *
   * @default - `Environment.database`
   */
  readonly resources?: Resources;

  /**
   * Size of the data volume. It can be increased later, but not decreased.
   *
   * @default - `Environment.storage`
   */
  readonly storage?: Size;
}

/**
 * One S3-compatible server.
 *
 * Defines the same objects as `StatefulService`, and the Secret `<id>-credentials` with the keys `access-key-id` and
 * `secret-access-key`. Only workloads that name the server in `connectsTo` or `startsAfter` can connect. It does not create buckets: its
 * clients do. It is not replicated: all objects are on one volume.
 */
export class ObjectStore extends Construct implements BackupSource, Waitable {
  public readonly host: string;
  public readonly port: number;
  public readonly connections: Connections;

  /** URL for clients in the stack, such as `http://minio:9000`. */
  public readonly url: string;
  public readonly dump: DumpRecipe;
  public readonly readyCheck: WaitCheck;
  private readonly credentials: Credentials;

  constructor(scope: Construct, id: string, props: ObjectStoreProps) {
    super(scope, freeId(scope, ObjectStore, id));
    const { server } = checkProps(this, ObjectStore, props);
    const resources = props.resources ?? Stack.of(this).environment.database;
    this.credentials = new Credentials(this, `${id}-credentials`, {
      random: ['access-key-id', 'secret-access-key'],
    });
    const service = new StatefulService(this, id, {
      image: server.image,
      port: server.port,
      user: server.user,
      args: server.args,
      env: {
        ...server.env?.(resources.memory.limit),
        [server.accessKeyIdEnv]: this.secret('access-key-id'),
        [server.secretAccessKeyEnv]: this.secret('secret-access-key'),
      },
      dataPath: server.dataPath,
      readiness: server.readiness,
      liveness: server.liveness,
      startup: server.liveness.with({ failureThreshold: 60 }),
      resources,
      storage: props.storage,
    });
    this.host = service.host;
    this.port = service.port;
    this.connections = service.connections;
    this.readyCheck = { ...service.readyCheck, connectsTo: [this] };
    this.url = `http://${this.host}:${this.port}`;
    this.dump = {
      kind: 'objects',
      env: {
        S3_ENDPOINT: this.url,
        S3_ACCESS_KEY_ID: this.secret('access-key-id'),
        S3_SECRET_ACCESS_KEY: this.secret('secret-access-key'),
      },
    };
  }

  /** A reference to a key of the Secret `<id>-credentials`, for the `env` of a client. */
  public secret(key: 'access-key-id' | 'secret-access-key'): SecretKey {
    return this.credentials.key(key);
  }
}
