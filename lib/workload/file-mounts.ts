import type { Construct } from 'constructs';
import type { Container, SecurityContext, Volume, VolumeMount } from '../../imports/k8s';
import { Stack } from '../core/stack';
import { configFiles, isPlain } from './config-files';
import type { MountedFile } from './file';
import { takeVolumeName } from './mount-name';
import { isSecretFile, isSecretTextFile, secretTextVolume, secretVolumes } from './secret-files';

/** The files of a pod. */
interface FileMounts {
  readonly volumes: readonly Volume[];
  readonly mounts: readonly VolumeMount[];
  readonly initContainers: readonly Container[];
}

interface FileMountsOptions {
  readonly workload: string;
  readonly image: string;
  readonly files: readonly MountedFile[];

  /** Names of other volumes of the pod. */
  readonly taken: readonly string[];

  /** Of the init container that writes files. */
  readonly securityContext: SecurityContext;
}

/** @internal The volumes and mounts of the files of one workload. Defines a ConfigMap with those that are not secret. */
export function fileMounts(scope: Construct, { files, taken, ...options }: FileMountsOptions): FileMounts {
  const names = new Set([...taken, 'files']);
  const plain = files.filter(isPlain);
  const config =
    plain.length === 0 ? [] : [{ volume: configFiles(scope, options.workload, plain), files: plain }];
  const secrets = secretVolumes(files.filter(isSecretFile), names);
  const texts = files.filter(isSecretTextFile);
  const { environment } = Stack.of(scope);
  const written =
    texts.length === 0
      ? undefined
      : secretTextVolume(takeVolumeName('written-files', names), texts, options, environment);

  const parts = [...config, ...secrets, ...(written ? [{ volume: written.volume, files: texts }] : [])];
  const nameOf = new Map(parts.flatMap(({ volume, files: own }) => own.map(({ key }) => [key, volume.name])));
  return {
    volumes: parts.map(({ volume }) => volume),
    mounts: files.map((file) => mountOf(file, nameOf.get(file.key) ?? '')),
    initContainers: written ? [written.initContainer] : [],
  };
}

/** A mount per file hides no other file of the folder, as in Compose. */
function mountOf({ path, key }: MountedFile, name: string): VolumeMount {
  return { name, mountPath: path, subPath: key, readOnly: true };
}
