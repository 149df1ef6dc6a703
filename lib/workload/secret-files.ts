import { posix } from 'node:path';
import type { Volume, VolumeMount } from '../../imports/k8s';
import type { SecretFile } from '../core/env';
import { volumeName } from './volume-name';

/** Octal 440: for the group of the pod only. PostgreSQL refuses a private key that others can read. */
const mode = 0o440;

/** @internal The folders of files from Secrets, each once. */
export function secretFolders(files: readonly SecretFile[]): readonly string[] {
  return [...new Set(files.map(({ path }) => posix.dirname(path)))];
}

/**
 * @internal The volumes of files from Secrets in the pods of `of`, one for each folder.
 * @throws if the files of a folder are from two Secrets
 */
export function secretVolumes(of: string, files: readonly SecretFile[]): Volume[] {
  return secretFolders(files).map((folder) => {
    const own = files.filter(({ path }) => posix.dirname(path) === folder);
    const [secretName, other] = [...new Set(own.map(({ secret }) => secret))];
    if (other !== undefined) {
      throw new Error(
        `'secretFiles' of '${of}' must have a folder for each Secret, such as '/etc/${other}', got '${secretName}' and '${other}' in '${folder}'`,
      );
    }
    const keys = new Map(own.map(({ path, key }) => [posix.basename(path), key]));
    const items = [...keys].map(([path, key]) => ({ key, path }));
    return { name: nameOf(folder), secret: { secretName, defaultMode: mode, items } };
  });
}

/** @internal The mounts of files from Secrets. Folders, since the kubelet does not update a file that is mounted alone. */
export function secretMounts(files: readonly SecretFile[]): VolumeMount[] {
  return secretFolders(files).map((mountPath) => ({ name: nameOf(mountPath), mountPath, readOnly: true }));
}

/** The same in each container of a pod. `emptyDir` volumes, which are named later, take another name. */
function nameOf(folder: string): string {
  return volumeName(folder, new Set(['data', 'files']));
}
