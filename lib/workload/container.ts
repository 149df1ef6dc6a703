import { Size } from 'cdk8s';
import type { Container, Volume, VolumeMount } from '../../imports/k8s';
import { Quantity } from '../../imports/k8s';
import { type EnvValue, envVars, filesOf, type SecretFile } from '../core/env';
import type { Environment } from '../core/environment';
import { quantity, resourceRequirements, type Resources, sumOf } from '../core/resources';
import { pinned } from '../local/image-lock';
import { secretMounts } from './secret-files';
import { containerSecurityContext } from './security';

/** Props of the container of a workload. */
export interface ContainerProps {
  /** Image of the container, with an exact tag or a digest. */
  readonly image: string;

  /**
   * Command that replaces the entrypoint of the image. In Compose: `entrypoint`.
   *
   * @default - the entrypoint of the image
   */
  readonly command?: readonly string[];

  /**
   * Arguments of the entrypoint. In Compose: `command`.
   *
   * @default - the command of the image
   */
  readonly args?: readonly string[];

  /**
   * Environment variables. Secrets must be references, such as `db.secret('uri')`.
   *
   * @default - none
   */
  readonly env?: Readonly<Record<string, EnvValue>>;

  /**
   * Text files to mount read-only: content by absolute path. Pods are replaced when a file changes.
   *
   * @default - none
   */
  readonly files?: Readonly<Record<string, string>>;

  /**
   * Keys of Secrets to mount read-only as files. The kubelet updates a file when the Secret changes; pods are not replaced. In
   * Compose: `secrets`.
   *
   * @default - those that `env` names
   */
  readonly secretFiles?: readonly SecretFile[];

  /**
   * Writable folders: the size limit of an `emptyDir` volume by absolute path. The root file system is read-only, and the
   * content of the folders is deleted with the pod. Folders under `/dev/shm` and `/run` are in memory and count against the
   * memory limit. In Compose: `tmpfs`.
   *
   * @default { '/tmp': Size.mebibytes(64) }
   * @see https://kubernetes.io/docs/concepts/storage/volumes/#emptydir
   */
  readonly emptyDirs?: Readonly<Record<string, Size>>;

  /**
   * Numeric user and group id that the process runs as (`runAsUser`, `runAsGroup`).
   *
   * @default 10001
   */
  readonly user?: number;

  /**
   * Resource requests and limits.
   *
   * @default - `Environment.database` for a `StatefulService`, `Environment.service` for other workloads
   */
  readonly resources?: Resources;
}

/** @internal Default user: above the ids that nodes and base images use. */
export const defaultUser = 10001;

const defaultEmptyDirs: Readonly<Record<string, Size>> = { '/tmp': Size.mebibytes(64) };

/**
 * @internal The container `name`, without ports, probes and the data volume.
 *
 * @param onDisk size limits of the other `emptyDir` volumes of the pod on disk
 * @throws if `image` has no exact tag and no digest
 * @throws if `env` has a secret as a literal
 */
export function container(
  name: string,
  props: ContainerProps,
  resources: Resources,
  environment: Pick<Environment, 'maxResourceRequests' | 'images'>,
  onDisk: readonly Size[] = [],
): Container & { volumeMounts: VolumeMount[] } {
  const { emptyDirs = defaultEmptyDirs } = props;
  const sizes = Object.entries(emptyDirs).flatMap(([path, size]) => (isInMemory(path) ? [] : [size]));
  return {
    name,
    image: pinned(checkImage(props.image), environment),
    // Images that `kind load` brought are in no registry, and an exact tag needs no second look-up.
    imagePullPolicy: 'IfNotPresent',
    ...(props.command && { command: [...props.command] }),
    ...(props.args && { args: [...props.args] }),
    ...(props.env && { env: envVars(props.env) }),
    resources: resourceRequirements(resources, environment.maxResourceRequests, sumOf([...sizes, ...onDisk])),
    securityContext: containerSecurityContext(),
    volumeMounts: [
      ...Object.keys(emptyDirs).map((path) => ({ name: volumeName(path), mountPath: path })),
      ...secretMounts(secretFilesOf(props)),
    ],
  };
}

/** @internal The files from Secrets of a container. */
export function secretFilesOf({
  env,
  secretFiles = [],
}: Pick<ContainerProps, 'env' | 'secretFiles'>): readonly SecretFile[] {
  return [...secretFiles, ...filesOf(env)];
}

/** @internal The `emptyDir` volumes of a pod. */
export function emptyDirVolumes(emptyDirs: Readonly<Record<string, Size>> = defaultEmptyDirs): Volume[] {
  return Object.entries(emptyDirs).map(([path, size]) => ({
    name: volumeName(path),
    emptyDir: {
      sizeLimit: Quantity.fromString(quantity(size)),
      ...(isInMemory(path) && { medium: 'Memory' }),
    },
  }));
}

function isInMemory(path: string): boolean {
  return /^\/(dev\/shm|run)(\/|$)/.test(path);
}

function volumeName(path: string): string {
  if (!path.startsWith('/')) {
    throw new Error(`'emptyDirs' must name absolute paths such as '/tmp', got '${path}'`);
  }
  return path.replace(/^\//, '').replaceAll(/[^a-z0-9]+/g, '-');
}

function checkImage(image: string): string {
  const tag = /(?:@sha256:[0-9a-f]{64}|:(?<tag>[\w][\w.-]*))$/.exec(image);
  if (!tag || tag.groups?.tag === 'latest') {
    throw new Error(`'image' must have an exact tag or a digest such as 'redis:7.4.5', got '${image}'`);
  }
  return image;
}
