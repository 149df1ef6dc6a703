import { Size } from 'cdk8s';
import { Cpu } from 'cdk8s-plus-27';
import { type Container, Quantity } from '../../imports/k8s';
import type { Environment } from '../core/environment';
import { quantity } from '../core/resources';
import { container } from '../workload/container';
import type { MountedVolume } from '../workload/pod';

/** Default image of the backup program, which is built from `images/backup`. */
export const backupImage = 'slipway/backup:1.1.0';

const folder = '/opt/backup';

/** The backup program in a pod with another image. */
interface InstalledProgram {
  /** Path of the program. */
  readonly path: string;

  /** Volume with the program. */
  readonly volume: MountedVolume;

  /** Init container that copies the program into the volume. */
  readonly initContainer: Container;
}

/**
 * @internal Copies the backup program into a pod, so that a container with the image of a store can run it. The program is
 * one static file.
 */
export function installed(image: string, environment: Environment): InstalledProgram {
  const name = 'backup-program';
  const mount = { name, mountPath: folder };
  return {
    path: `${folder}/backup`,
    volume: {
      volume: { name, emptyDir: { sizeLimit: Quantity.fromString(quantity(size)) } },
      mountPath: folder,
      sizeLimit: size,
    },
    initContainer: {
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
