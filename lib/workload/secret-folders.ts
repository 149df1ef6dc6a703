import { posix } from 'node:path';
import type { Volume, VolumeMount } from '../../imports/k8s';
import type { SecretFile } from '../core/env';
import { volumeNames } from './mount-name';
import { secretVolume } from './secret-files';

/** The folders of the files that the variables of a pod name. */
interface SecretFolders {
  readonly volumes: readonly Volume[];

  /** The mounts of the container whose variables name these files. */
  mountsOf(files: readonly SecretFile[]): VolumeMount[];
}

/** @internal The folders of files from Secrets, each once. */
export function foldersOf(files: readonly SecretFile[]): readonly string[] {
  return [...new Set(files.map(({ path }) => posix.dirname(path)))];
}

/**
 * @internal A volume for each folder of the files that variables name in the pods of `of`. Whole folders are mounted, since the
 * kubelet does not update a file that is mounted alone.
 *
 * @param taken names of other volumes of the pod
 * @throws if the files of a folder are from two Secrets
 */
export function secretFolders(
  of: string,
  files: readonly SecretFile[],
  taken: ReadonlySet<string>,
): SecretFolders {
  const names = volumeNames(foldersOf(files), taken);
  return {
    volumes: [...names].map(([folder, name]) => folderVolume(of, name, folder, files)),
    mountsOf: (own) =>
      foldersOf(own).map((mountPath) => ({ name: names.get(mountPath) ?? '', mountPath, readOnly: true })),
  };
}

function folderVolume(of: string, name: string, folder: string, files: readonly SecretFile[]): Volume {
  const own = files.filter(({ path }) => posix.dirname(path) === folder);
  const [secretName = '', other] = [...new Set(own.map(({ secret }) => secret))];
  if (other !== undefined) {
    throw new Error(
      `'env' of '${of}' must name files of one Secret in each folder, such as '/etc/${other}', got '${secretName}' and '${other}' in '${folder}'`,
    );
  }
  const keys = new Map(own.map(({ path, key }) => [posix.basename(path), key]));
  const items = [...keys].map(([path, key]) => ({ key, path }));
  return secretVolume(name, secretName, items);
}
