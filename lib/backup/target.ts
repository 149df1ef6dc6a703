import type { Size } from 'cdk8s';
import type { Construct } from 'constructs';
import { KubePersistentVolumeClaim, Quantity } from '../../imports/k8s';
import { checkOptions } from '../core/check-props';
import type { Connections } from '../core/connections';
import type { EnvValue } from '../core/env';
import { quantity } from '../core/resources';
import { Stack } from '../core/stack';
import type { MountedVolume } from '../workload/pod';
import { prefixOf, type S3TargetProps, serverOf } from '../data/object-store/bucket';
import { ObjectStore } from '../data/object-store/object-store';

/** Props for `BackupTarget.volume`. */
export interface VolumeTargetProps {
  /** Size of the volume. It can grow later, but never shrink. @default - the environment's */
  readonly storage?: Size;
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
  public static volume(props: VolumeTargetProps = {}): BackupTarget {
    checkOptions('BackupTarget.volume', 'VolumeTargetProps', props);
    const { storage } = props;
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
   * @throws if the endpoint is not a URL, or has an authority but no TLS
   */
  public static s3(props: S3TargetProps): BackupTarget {
    checkOptions('BackupTarget.s3', 'S3TargetProps', props);
    const { bucket, endpoint, region, credentials, ca } = props;
    const { url, connect } = serverOf(props);
    const store = endpoint instanceof ObjectStore ? endpoint : undefined;
    const binding: Binding = (scope) => ({
      env: {
        BACKUP_S3_ENDPOINT: url,
        BACKUP_S3_BUCKET: bucket,
        BACKUP_S3_PREFIX: prefixOf(scope, props),
        ...(region !== undefined && { BACKUP_S3_REGION: region }),
        BACKUP_S3_ACCESS_KEY_ID: credentials.key('access-key-id'),
        BACKUP_S3_SECRET_ACCESS_KEY: credentials.key('secret-access-key'),
        ...(ca && { BACKUP_S3_CA: ca }),
      },
      volumes: [],
      connect,
    });
    return new BackupTarget(binding, store);
  }

  private constructor(
    private readonly binding: Binding,
    /** @internal The `ObjectStore` of the stack that has the bucket, if one has it. */
    public readonly _store?: ObjectStore,
  ) {}

  /** @internal Defines what the target needs for the `Backups` of that id. */
  public _bind(scope: Construct, id: string): BoundTarget {
    return this.binding(scope, id);
  }
}

type Binding = (scope: Construct, id: string) => BoundTarget;

const mountPath = '/backups';
