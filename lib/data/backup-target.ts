import type { Size } from 'cdk8s';
import type { Construct } from 'constructs';
import { KubePersistentVolumeClaim, Quantity } from '../../imports/k8s';
import type { Connections } from '../core/connections';
import type { Credentials } from '../core/credentials';
import type { EnvValue } from '../core/env';
import { quantity } from '../core/resources';
import { Stack } from '../core/stack';
import type { MountedVolume } from '../workload/pod';
import { ObjectStore } from './object-store';

/** Props for `BackupTarget.volume`. */
export interface VolumeTargetProps {
  /** Size of the volume. It can grow later, but never shrink. @default - the environment's */
  readonly storage?: Size;
}

/** Props for `BackupTarget.s3`. */
export interface S3TargetProps {
  /** URL such as `https://s3.eu-central-1.amazonaws.com`, or an `ObjectStore` of the stack. */
  readonly endpoint: string | ObjectStore;

  /** Bucket; it is made if it is not there and the credentials allow it. */
  readonly bucket: string;

  /** Begin of all keys in the bucket, so that several stacks can share one. @default - the name of the stack */
  readonly prefix?: string;

  /** @default - the endpoint's own */
  readonly region?: string;

  /** Secret with the keys `access-key-id` and `secret-access-key`. */
  readonly credentials: Credentials;
}

/** @internal What a pod needs to reach a target. */
export interface BoundTarget {
  readonly env: Readonly<Record<string, EnvValue>>;
  readonly volumes: readonly MountedVolume[];
  readonly connect: (connections: Connections) => void;
}

/** Where backups are kept. */
export class BackupTarget {
  /**
   * A volume of the cluster: a PersistentVolumeClaim named like the `Backups`.
   *
   * It survives the loss of a store, but not that of the cluster, nor that of the namespace.
   */
  public static volume({ storage }: VolumeTargetProps = {}): BackupTarget {
    return new BackupTarget((scope, id) => {
      new KubePersistentVolumeClaim(scope, 'Resource', {
        metadata: { name: id },
        spec: {
          accessModes: ['ReadWriteOnce'],
          resources: {
            requests: {
              storage: Quantity.fromString(quantity(storage ?? Stack.of(scope).environment.storage)),
            },
          },
        },
      });
      const volume = { name: 'backups', persistentVolumeClaim: { claimName: id } };
      return {
        env: { BACKUP_FOLDER: mountPath },
        volumes: [{ volume, mountPath }],
        connect: () => undefined,
      };
    });
  }

  /**
   * A bucket of any server that speaks S3.
   *
   * @throws if the endpoint is not a URL
   */
  public static s3({ endpoint, bucket, prefix, region, credentials }: S3TargetProps): BackupTarget {
    const url = endpoint instanceof ObjectStore ? endpoint.url : endpoint;
    if (!/^https?:\/\/[^/]+\/?$/.test(url)) {
      throw new Error(`'endpoint' must be a URL such as 'https://s3.example.com', got '${url}'`);
    }
    return new BackupTarget((scope) => ({
      env: {
        BACKUP_S3_ENDPOINT: url,
        BACKUP_S3_BUCKET: bucket,
        BACKUP_S3_PREFIX: prefix ?? Stack.of(scope).namespace,
        ...(region !== undefined && { BACKUP_S3_REGION: region }),
        BACKUP_S3_ACCESS_KEY_ID: credentials.key('access-key-id'),
        BACKUP_S3_SECRET_ACCESS_KEY: credentials.key('secret-access-key'),
      },
      volumes: [],
      connect: (connections) => {
        if (endpoint instanceof ObjectStore) connections.allowTo(endpoint);
        else connections.allowToAnywhere(portOf(new URL(url)));
      },
    }));
  }

  private constructor(private readonly binding: (scope: Construct, id: string) => BoundTarget) {}

  /** @internal Defines what the target needs for the `Backups` of that id. */
  public _bind(scope: Construct, id: string): BoundTarget {
    return this.binding(scope, id);
  }
}

const mountPath = '/backups';

function portOf({ port, protocol }: URL): number {
  return port ? Number(port) : protocol === 'http:' ? 80 : 443;
}
