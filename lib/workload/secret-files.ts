import { posix } from 'node:path';
import type { Volume, VolumeMount } from '../../imports/k8s';
import type { SecretFile } from '../core/env';

/** Octal 440: for the group of the pod only. PostgreSQL refuses a private key that others can read. */
const mode = 0o440;

/**
 * @internal The volumes of files from Secrets, one for each folder.
 * @throws if a path is not absolute or ends with a slash
 * @throws if the files of a folder are from two Secrets
 */
export function secretVolumes(files: readonly SecretFile[]): Volume[] {
  return [...byFolder(files)].map(([folder, inFolder]) => {
    const [secretName, other] = [...new Set(inFolder.map(({ secret }) => secret))];
    if (other !== undefined) {
      throw new Error(
        `'secretFiles' must have a folder for each Secret, got '${secretName}' and '${other}' in '${folder}'`,
      );
    }
    const paths = new Map(inFolder.map(({ path, key }) => [posix.basename(path), key]));
    const items = [...paths].map(([path, key]) => ({ key, path }));
    return { name: volumeName(folder), secret: { secretName, defaultMode: mode, items } };
  });
}

/**
 * @internal The mounts of files from Secrets. Folders, since the kubelet does not update a file that is mounted alone.
 * @throws if a path is not absolute or ends with a slash
 */
export function secretMounts(files: readonly SecretFile[]): VolumeMount[] {
  return [...byFolder(files).keys()].map((folder) => ({
    name: volumeName(folder),
    mountPath: folder,
    readOnly: true,
  }));
}

function byFolder(files: readonly SecretFile[]): Map<string, SecretFile[]> {
  const folders = new Map<string, SecretFile[]>();
  for (const file of files) {
    const folder = folderOf(file.path);
    folders.set(folder, [...(folders.get(folder) ?? []), file]);
  }
  return folders;
}

function folderOf(path: string): string {
  const folder = posix.dirname(path);
  if (!posix.isAbsolute(path) || path.endsWith('/') || folder === '/') {
    throw new Error(
      `'secretFiles' must name files in a folder such as '/etc/app/license.txt', got '${path}'`,
    );
  }
  return folder;
}

function volumeName(folder: string): string {
  return folder.slice(1).replaceAll(/[^a-z0-9]+/g, '-');
}
