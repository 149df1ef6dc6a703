import type { Size } from 'cdk8s';
import type { Construct } from 'constructs';
import { posix } from 'node:path';
import {
  type Affinity,
  type Container,
  KubePersistentVolumeClaim,
  type KubePersistentVolumeClaimProps,
  type SecurityContext,
  type Volume as KubeVolume,
  type VolumeMount as KubeVolumeMount,
} from '../../imports/k8s';
import { oneNodeLabels } from '../contract';
import { Stack } from '../core/stack';
import { claimSpec } from './claim';
import { fillContainer } from './fill';
import { takeVolumeName, volumeName } from './mount-name';
import { isShared, type MountOptions, type Volume, type VolumeMount } from './volume';

/** Volumes of a workload. */
export interface VolumesProps {
  /**
   * Volumes by the absolute path where they are mounted: a `Volume` of the stack, `uploads.mount({ readOnly: true })`, or one
   * of the workload's own, `Volume.own({ size: Size.gibibytes(5) })`. Their data is kept when pods are replaced.
   *
   * @default - none
   */
  readonly volumes?: Readonly<Record<string, Volume | VolumeMount>>;
}

interface Mounted {
  readonly path: string;
  readonly options: MountOptions;

  /** Name in the pod. */
  readonly name: string;

  /** A volume of the stack, or the size of one of the workload's own. */
  readonly volume: Volume | Size;
}

/** Folder of each volume that is mounted: the root of a new disk has a folder `lost+found`, which databases refuse. */
const dataFolder = 'data';

/** @internal The volumes of one workload, as its prop `volumes` names them. */
export class VolumeMounts {
  private readonly all: readonly Mounted[];

  /**
   * @param workload name of the workload
   * @param inSet whether its own claims are claim templates of a StatefulSet
   * @throws if two of its own volumes have the same name
   * @throws if a volume is of another stack, or another workload fills it, too
   */
  constructor(
    private readonly scope: Construct,
    private readonly workload: string,
    { volumes = {}, dataPath }: VolumesProps & { readonly dataPath?: string },
    private readonly inSet = false,
  ) {
    const own = ownNames(workload, volumes, dataPath === undefined ? ['files'] : ['files', 'data']);
    const taken = new Set(['files', 'data', ...own.values()]);
    const { storage } = Stack.of(scope).environment;
    this.all = Object.entries(volumes).map(([path, each]): Mounted => {
      const { _volume: volume, options } = isShared(each) ? each.mount() : each;
      if (!isShared(volume)) {
        return { path, options, name: own.get(path) ?? '', volume: volume.size ?? storage };
      }
      checkStack(scope, workload, path, volume);
      if (options.fill) volume._fill(workload);
      return { path, options, name: volumeName(volume.claimName, taken), volume };
    });
  }

  /** The mount paths. */
  public get paths(): readonly string[] {
    return this.all.map(({ path }) => path);
  }

  /** The mount path of a volume of its own; undefined if it has none. */
  public get ownPath(): string | undefined {
    return this.all.find(({ volume }) => !isShared(volume))?.path;
  }

  /** The mount path of a volume of the stack that it writes to; undefined if there is none. */
  public get writtenPath(): string | undefined {
    return this.all.find(({ volume, options }) => isShared(volume) && !options.readOnly)?.path;
  }

  /** The mount path of a volume that it fills; undefined if there is none. */
  public get filledPath(): string | undefined {
    return this.all.find(({ options }) => options.fill)?.path;
  }

  /** Whether it mounts a volume of the stack. */
  public get isShared(): boolean {
    return this.all.some(({ volume }) => isShared(volume));
  }

  /** Whether its pods must run on the node of all pods that mount such volumes. */
  public get isOnOneNode(): boolean {
    return this.all.some(({ volume }) => isShared(volume) && !volume.isOnManyNodes);
  }

  /** The mounts in the main container. */
  public get mounts(): readonly KubeVolumeMount[] {
    return this.all.map(mountOf);
  }

  /** The init containers that fill volumes from the image of the main container, with the rights that it has over files. */
  public fillContainers(image: string, securityContext: SecurityContext): Container[] {
    const { environment } = Stack.of(this.scope);
    const names = new Set<string>();
    return this.all
      .filter(({ options }) => options.fill)
      .map((filled) => {
        const name = takeVolumeName(`fill${filled.path}`, names);
        const options = { of: this.workload, image, mount: mountOf(filled), securityContext };
        return fillContainer(name, options, environment);
      });
  }

  /** The volumes of the pod, without those that a StatefulSet adds. Defines the claims of the workload's own. */
  public define(): KubeVolume[] {
    const volumes = this.all.flatMap(({ name, volume }): KubeVolume[] => {
      if (isShared(volume)) return [claimVolume(name, volume.claimName)];
      if (this.inSet) return [];
      const claimName = `${this.workload}-${name}`;
      new KubePersistentVolumeClaim(this.scope, claimName, claim(claimName, volume));
      return [claimVolume(name, claimName)];
    });
    return [...new Map(volumes.map((volume) => [volume.name, volume])).values()];
  }

  /** The claim templates of a StatefulSet, for the volumes of its own. */
  public templates(): KubePersistentVolumeClaimProps[] {
    return this.all.flatMap(({ name, volume }) => (isShared(volume) ? [] : [claim(name, volume)]));
  }
}

/**
 * @internal The affinity of pods that share a volume which one node can mount: all of them run on the node of the first.
 * @see https://kubernetes.io/docs/concepts/scheduling-eviction/assign-pod-node/#inter-pod-affinity-and-anti-affinity
 */
export const oneNodeAffinity: Affinity = {
  podAffinity: {
    requiredDuringSchedulingIgnoredDuringExecution: [
      { topologyKey: 'kubernetes.io/hostname', labelSelector: { matchLabels: oneNodeLabels } },
    ],
  },
};

function mountOf({ path, name, options: { subPath = '', readOnly } }: Mounted): KubeVolumeMount {
  return {
    name,
    mountPath: path,
    subPath: posix.join(dataFolder, subPath),
    ...(readOnly && { readOnly }),
  };
}

function claim(name: string, size: Size): KubePersistentVolumeClaimProps {
  return { metadata: { name }, spec: claimSpec(size) };
}

function claimVolume(name: string, claimName: string): KubeVolume {
  return { name, persistentVolumeClaim: { claimName } };
}

/** A pod can mount the claims of its own namespace only. */
function checkStack(scope: Construct, workload: string, path: string, volume: Volume): void {
  const [own, other] = [Stack.of(scope), Stack.of(volume)];
  if (own !== other) {
    throw new Error(
      `'volumes['${path}']' of '${workload}' must be a Volume of the stack '${own.namespace}', such as new Volume(this, '${volume.claimName}'), got that of '${other.namespace}'`,
    );
  }
}

/** The names of a workload's own volumes, by mount path. */
function ownNames(
  workload: string,
  volumes: NonNullable<VolumesProps['volumes']>,
  reserved: readonly string[],
): ReadonlyMap<string, string> {
  const paths = new Map<string, string>();
  for (const [path, each] of Object.entries(volumes)) {
    if (isShared(each) || isShared(each._volume)) continue;
    const name = each._volume.name ?? volumeName(path);
    const other = paths.get(name) ?? (reserved.includes(name) ? 'slipway' : undefined);
    if (other !== undefined) {
      throw new Error(
        `'volumes['${path}']' of '${workload}' must have a name of its own, such as Volume.own({ name: '${name}-2' }), got '${name}', which ${other === 'slipway' ? 'slipway itself uses' : `'${other}' has too`}`,
      );
    }
    paths.set(name, path);
  }
  return new Map([...paths].map(([name, path]) => [path, name]));
}
