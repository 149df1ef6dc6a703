import type { Size } from 'cdk8s';
import type { Construct } from 'constructs';
import { KubePersistentVolumeClaim } from '../../imports/k8s';
import { checkOptions } from '../core/check-props';
import type { Connections } from '../core/connections';
import type { EnvValue } from '../core/env';
import { Stack } from '../core/stack';
import { prefixOf, type S3TargetProps, serverOf } from '../data/object-store/bucket';
import { ObjectStore } from '../data/object-store/object-store';
import { claimSpec } from '../workload/claim';
import type { MountedVolume } from '../workload/pod';

/** Props for `BackupTarget.volume`. */
export interface VolumeTargetProps {
  /**
   * Size of the volume. It can be increased later, but not decreased.
   *
   * @default - `Environment.storage`
   */
  readonly storage?: Size;
}

/** @internal What a pod needs to connect to a target. */
export interface BoundTarget {
  readonly env: Readonly<Record<string, EnvValue>>;
  readonly volumes: readonly MountedVolume[];
  readonly connect: (connections: Connections) => void;
}

/** Where `Backups` are stored: a volume or a bucket. */
export class BackupTarget {
  /**
   * A volume in the cluster. Defines a PersistentVolumeClaim with the id of the `Backups`.
   *
   * It protects against the loss of a store, but not against the loss of the namespace or the cluster.
   */
  public static volume(props: VolumeTargetProps = {}): BackupTarget {
    checkOptions('BackupTarget.volume', 'VolumeTargetProps', props);
    const { storage } = props;
    return new BackupTarget('volume', (scope, id) => {
      new KubePersistentVolumeClaim(scope, 'Resource', {
        metadata: { name: id },
        spec: claimSpec(storage ?? Stack.of(scope).environment.storage),
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
   * A bucket of an S3-compatible server.
   *
   * @throws if `endpoint` is not a URL
   * @throws if `ca` is given and `endpoint` is not an `https` URL
   */
  public static s3(props: S3TargetProps): BackupTarget {
    checkOptions('BackupTarget.s3', 'S3TargetProps', props);
    const { bucket, endpoint, region, credentials, ca } = props;
    const { url, connect } = serverOf('BackupTarget.s3()', props);
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
    return new BackupTarget('bucket', binding, store);
  }

  /**
   * @param _kind @internal whether it is a volume or a bucket
   * @param _store @internal the `ObjectStore` of the stack with the bucket. It is absent for a bucket outside of the stack.
   */
  private constructor(
    public readonly _kind: 'volume' | 'bucket',
    private readonly binding: Binding,
    public readonly _store?: ObjectStore,
  ) {}

  /** @internal Defines the objects of the target for the `Backups` of that id. */
  public _bind(scope: Construct, id: string): BoundTarget {
    return this.binding(scope, id);
  }
}

type Binding = (scope: Construct, id: string) => BoundTarget;

const mountPath = '/backups';
