import { Size } from 'cdk8s';
import { createHash } from 'node:crypto';
import { Quantity, type Volume, type VolumeMount } from '../../imports/k8s';
import { quantity } from '../core/resources';

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
    const name = volumeName(path, names);
    names.add(name);
    mounts.push({ name, mountPath: path });
    const sizeLimit = Quantity.fromString(quantity(size));
    volumes.push({ name, emptyDir: { sizeLimit, ...(isInMemory(path) && { medium: 'Memory' }) } });
  }
  return { volumes, mounts };
}

function isInMemory(path: string): boolean {
  return /^\/(dev\/shm|run)(\/|$)/.test(path);
}

/** The path as a DNS label. With a hash, if another volume has that name, or it would be longer than 63 characters. */
function volumeName(path: string, taken: ReadonlySet<string>): string {
  const name = path
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '');
  if (name !== '' && name.length <= 63 && !taken.has(name)) return name;
  const hash = createHash('sha256').update(path).digest('hex').slice(0, 8);
  return `${name.slice(0, 54).replace(/-$/, '')}-${hash}`.replace(/^-/, '');
}
