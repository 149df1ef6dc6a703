import type { Size } from 'cdk8s';
import { Construct } from 'constructs';
import { posix } from 'node:path';
import { KubePersistentVolumeClaim } from '../../imports/k8s';
import { checkName } from '../core/check';
import { checkOptions, checkProps } from '../core/check-props';
import { freeId } from '../core/free-id';
import { Stack } from '../core/stack';
import { claimSpec } from './claim';

/** Props for `Volume`. */
export interface VolumeProps {
  /**
   * Size of the volume. It can be increased later, but not decreased.
   *
   * @default - `Environment.storage`
   */
  readonly size?: Size;
}

/** How a workload mounts a volume. */
export interface MountOptions {
  /**
   * Folder of the volume that is mounted, such as `static`. It is created if it does not exist. In Compose:
   * `volume.subpath`.
   *
   * @default - all of the volume
   */
  readonly subPath?: string;

  /**
   * Whether the container can only read it.
   *
   * @default false
   */
  readonly readOnly?: boolean;

  /**
   * Whether an empty volume gets the files that the image has at the mount path, as a named volume of Docker does. An init
   * container copies them once, with the image of the workload, which must have `sh`, `cp` and `mv`. It never copies over
   * existing files, and not again when the image changes. It keeps modes and times, but the process becomes the owner. A
   * file that the process cannot read is an error.
   *
   * @default false
   */
  readonly fill?: boolean;
}

/** Options of `Volume.own`. */
export interface OwnVolumeOptions extends MountOptions {
  /**
   * Size of the volume. It can be increased later, but not decreased.
   *
   * @default - `Environment.storage`
   */
  readonly size?: Size;

  /**
   * Name of the volume within the workload. Set it to keep the data when the mount path changes.
   *
   * @default - the mount path, with dashes for slashes
   */
  readonly name?: string;
}

/**
 * A volume that several workloads share, such as a folder of uploads: a named volume of Compose.
 *
 * Defines a PersistentVolumeClaim with the name of the id. It is kept when the stack is deleted without `--volumes`. Workloads
 * mount it with their prop `volumes`.
 *
 * With `Environment.sharedStorageClass` it is `ReadWriteMany`: its pods run on any node. Without, it is `ReadWriteOnce`:
 * all pods of the stack that mount such a volume are kept on one node. While that node is lost, none of them runs. They start
 * on another one when the node is back, is deleted from the cluster, or has the taint `node.kubernetes.io/out-of-service`.
 * A drain of the node stops all of them together.
 *
 * Its folder `data` is mounted, since the root of a new disk has a folder `lost+found`, which databases refuse. The group of
 * all its pods is 10001 (`fsGroup`), whatever their `user`. A workload that writes to it has one pod, unless its chart says
 * otherwise: see `singleton`.
 *
 * @throws if the id is not a lower-case DNS label
 */
export class Volume extends Construct {
  /**
   * A volume that only one workload mounts: `volumes: { '/var/cache/app': Volume.own({ size: Size.gibibytes(5) }) }`.
   *
   * A `StatefulService` has the claim `<name>-<id>-0`, other workloads have the claim `<id>-<name>`. The volume is
   * `ReadWriteOnce`, so the workload has one pod: see `singleton`.
   *
   * @throws if `name` is not a lower-case DNS label
   * @throws if `subPath` is not a relative path, or has `..`
   */
  public static own(options: OwnVolumeOptions = {}): VolumeMount {
    checkOptions('Volume.own', 'OwnVolumeOptions', options);
    const { size, name, ...mount } = options;
    if (name !== undefined) checkName(`'name' of Volume.own()`, name);
    return new VolumeMount('Volume.own()', { size, name }, mount);
  }

  /** Whether pods on several nodes can mount it. */
  public readonly isOnManyNodes: boolean;

  /** The workload that fills it. */
  private filledBy?: string;

  constructor(scope: Construct, id: string, props: VolumeProps = {}) {
    super(scope, freeId(scope, Volume, id));
    checkProps(this, Volume, props);
    const { storage, sharedStorageClass } = Stack.of(this).environment;
    this.isOnManyNodes = sharedStorageClass !== undefined;
    new KubePersistentVolumeClaim(this, 'Resource', {
      metadata: { name: checkName('the id of a Volume', id) },
      spec: claimSpec(props.size ?? storage, sharedStorageClass),
    });
  }

  /** Name of the claim. */
  public get claimName(): string {
    return this.node.id;
  }

  /**
   * The volume with mount options: `uploads.mount({ readOnly: true })`.
   *
   * @throws if `subPath` is not a relative path, or has `..`
   */
  public mount(options: MountOptions = {}): VolumeMount {
    checkOptions('Volume.mount', 'MountOptions', options);
    return new VolumeMount('Volume.mount()', this, options);
  }

  /**
   * @internal Notes that a workload fills it.
   * @throws if another one does: both would copy at once
   */
  public _fill(workload: string): void {
    if (this.filledBy !== undefined && this.filledBy !== workload) {
      throw new Error(
        `'fill' of the volume '${this.claimName}' must be set by one workload, such as '${this.filledBy}', got '${workload}' too`,
      );
    }
    this.filledBy = workload;
  }
}

/** A volume with mount options, made by `Volume.own` and `Volume.mount`. */
export class VolumeMount {
  /** @internal A volume of the stack, or what the workload's own volume is like. */
  public readonly _volume: Volume | Pick<OwnVolumeOptions, 'size' | 'name'>;

  /** Mount options. */
  public readonly options: MountOptions;

  /** @internal @param call the function that makes it, for messages */
  constructor(call: string, volume: VolumeMount['_volume'], options: MountOptions) {
    const { subPath } = options;
    if (subPath !== undefined && !isRelative(subPath)) {
      throw new Error(
        `'subPath' of ${call} must be a relative path without '..', such as 'static', got '${subPath}'`,
      );
    }
    this._volume = volume;
    this.options = options;
  }
}

/** @internal Whether it is a volume of the stack. By its property, as a project may have two copies of this package. */
export function isShared(volume: object): volume is Volume {
  return 'claimName' in volume;
}

function isRelative(path: string): boolean {
  return /^[^/:]/.test(path) && !/:|\/$|^\.{1,2}(\/|$)/.test(path) && posix.normalize(path) === path;
}
