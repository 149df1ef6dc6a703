import { posix } from 'node:path';
import type { Volume, VolumeMount } from '../../imports/k8s';
import { takeVolumeName } from './mount-name';

/** What a path of a node must be. A pod does not start on a node where it is something else, or is not there. */
export type HostPathType = 'Directory' | 'File' | 'Socket' | 'CharDevice' | 'BlockDevice';

/** A path of the node on which a pod runs. */
export interface HostPath {
  /** Absolute path on the node, such as `/run/docker.sock`. */
  readonly path: string;

  /** What it must be there. */
  readonly type: HostPathType;

  /**
   * Whether it is mounted read-only. Who can connect to a socket can use it all the same.
   *
   * @default true
   */
  readonly readOnly?: boolean;
}

/** @internal Paths of the node, by the path where they are mounted. */
export type HostPaths = Readonly<Record<string, HostPath>>;

/**
 * @internal Checks the paths on the node that the workload `of` mounts.
 * @throws if one is not absolute, or has `..`, two slashes together, `:` or `,`
 */
export function checkHostPaths(of: string, hostPaths: HostPaths): void {
  for (const [mountPath, { path }] of Object.entries(hostPaths)) {
    if (!/^\/[^:,]*$/.test(path) || posix.normalize(path) !== path) {
      throw new Error(
        `'exempt.hostPaths['${mountPath}'].path' of '${of}' must be an absolute path without '..', such as '/run/docker.sock', got '${path}'`,
      );
    }
  }
}

/**
 * @internal The volumes of a pod that are paths of its node, and their mounts.
 *
 * @param taken names of the other volumes of the pod
 */
export function hostPathVolumes(
  hostPaths: HostPaths,
  taken: readonly string[],
): { readonly volumes: readonly Volume[]; readonly mounts: readonly VolumeMount[] } {
  const names = new Set(taken);
  const named = Object.entries(hostPaths).map(([mountPath, hostPath]) => ({
    ...hostPath,
    mountPath,
    name: takeVolumeName(`host${mountPath}`, names),
  }));
  return {
    volumes: named.map(({ name, path, type }) => ({ name, hostPath: { path, type } })),
    mounts: named.map(({ name, mountPath, readOnly = true }) => ({ name, mountPath, readOnly })),
  };
}
