import { Size } from 'cdk8s';
import { Quantity, type Volume, type VolumeMount } from '../../imports/k8s';
import { quantity } from '../core/resources';
import { takeVolumeName } from './mount-name';

/** Size limits by path, as in the prop `emptyDirs`. */
type EmptyDirs = Readonly<Record<string, Size>>;

/** @internal The writable folders of a workload that names none. */
export const defaultEmptyDirs: EmptyDirs = { '/tmp': Size.mebibytes(64) };

/** @internal The size limits of the folders on the disk of the node. */
export function sizesOnDisk(emptyDirs: EmptyDirs): readonly Size[] {
  return Object.entries(emptyDirs).flatMap(([path, size]) => (isInMemory(path) ? [] : [size]));
}

/**
 * @internal The `emptyDir` volumes of a pod, and their mounts.
 *
 * @param taken names of the other volumes of the pod
 */
export function emptyDirVolumes(
  emptyDirs: EmptyDirs,
  taken: readonly string[],
): { readonly volumes: readonly Volume[]; readonly mounts: readonly VolumeMount[] } {
  const names = new Set(taken);
  const volumes: Volume[] = [];
  const mounts: VolumeMount[] = [];
  for (const [path, size] of Object.entries(emptyDirs)) {
    const name = takeVolumeName(path, names);
    mounts.push({ name, mountPath: path });
    const sizeLimit = Quantity.fromString(quantity(size));
    volumes.push({ name, emptyDir: { sizeLimit, ...(isInMemory(path) && { medium: 'Memory' }) } });
  }
  return { volumes, mounts };
}

function isInMemory(path: string): boolean {
  return /^\/(dev\/shm|run)(\/|$)/.test(path);
}
