import { Size } from 'cdk8s';
import { Cpu } from 'cdk8s-plus-27';
import { type Container, Quantity } from '../../imports/k8s';
import type { Environment } from '../core/environment';
import { quantity } from '../core/resources';
import { container } from '../workload/container';
import type { MountedVolume } from '../workload/pod';

/** Image of the program that makes backups, and restores them; built from images/backup. */
export const backupImage = 'slipway/backup:1.0.0';

const folder = '/opt/backup';

/** @internal The program, in a container of another image. */
export interface InstalledProgram {
  readonly path: string;
  readonly volume: MountedVolume;

  /** What brings it there. */
  readonly container: Container;
}

/**
 * @internal Copies the program of `image` into the pod, so that a container of a store's own image can run it: it is
 * one file, which needs nothing of the image around it.
 */
export function installed(image: string, environment: Environment): InstalledProgram {
  const name = 'backup-program';
  const mount = { name, mountPath: folder };
  return {
    path: `${folder}/backup`,
    volume: {
      volume: { name, emptyDir: { sizeLimit: Quantity.fromString(quantity(size)) } },
      mountPath: folder,
      disk: size,
    },
    container: {
      ...container(name, { image, args: ['install', folder], emptyDirs: {} }, resources, environment),
      volumeMounts: [mount],
    },
  };
}

const size = Size.mebibytes(64);

const resources = {
  cpu: { request: Cpu.millis(10), limit: Cpu.millis(500) },
  memory: { request: Size.mebibytes(32), limit: Size.mebibytes(64) },
};
