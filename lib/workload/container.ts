import { Size } from 'cdk8s';
import type { Container, Volume, VolumeMount } from '../../imports/k8s';
import { Quantity } from '../../imports/k8s';
import { envVars, type EnvValue } from '../core/env';
import type { Environment } from '../core/environment';
import { pinned } from '../local/image-lock';
import { quantity, resourceRequirements, type Resources, sumOf } from '../core/resources';
import { containerSecurityContext } from './security';

/** What every workload says of its container. */
export interface ContainerProps {
  /** Image to run, with an exact tag or a digest. */
  readonly image: string;

  /** Replaces the image's entrypoint: Compose's `entrypoint`. @default - the image's */
  readonly command?: readonly string[];

  /** Arguments of the entrypoint: Compose's `command`. @default - the image's */
  readonly args?: readonly string[];

  /**
   * Environment variables. Secrets are references such as `db.secret('uri')`, never literals.
   *
   * @default - none
   */
  readonly env?: Readonly<Record<string, EnvValue>>;

  /**
   * Text files to mount read-only: absolute path to content. A change rolls the pods.
   *
   * @default - none
   */
  readonly files?: Readonly<Record<string, string>>;

  /**
   * Folders that the container may write to, each with its largest size; what is in them is gone with the pod.
   * Those under /dev/shm and /run are kept in memory, as on any Linux, and count against the memory limit.
   *
   * @default - { '/tmp': Size.mebibytes(64) }
   */
  readonly scratch?: Readonly<Record<string, Size>>;

  /** Numeric user and group id that the process runs as. @default 10001 */
  readonly user?: number;

  /** Promised and largest processor time and memory. @default - the environment's */
  readonly resources?: Resources;
}

/** @internal User of images that users build: above the ids that nodes and base images take for themselves. */
export const defaultUser = 10001;

/** @internal Folders that a container may write to unless it says otherwise. */
const defaultScratch: Readonly<Record<string, Size>> = { '/tmp': Size.mebibytes(64) };

/**
 * @internal The container `name` without ports, probes and data: those depend on the kind of workload.
 *
 * @param disk what other volumes of the pod take of the node's disk at most; @default - nothing
 * @throws if the image has no exact tag, or a secret is given as a literal
 */
export function container(
  name: string,
  props: ContainerProps,
  resources: Resources,
  environment: Pick<Environment, 'largestRequest' | 'images'>,
  disk: readonly Size[] = [],
): Container & { volumeMounts: VolumeMount[] } {
  const { scratch = defaultScratch } = props;
  const onDisk = Object.entries(scratch).flatMap(([path, size]) => (isInMemory(path) ? [] : [size]));
  return {
    name,
    image: pinned(checkImage(props.image), environment),
    // What `kind load` brought is found, and an exact tag never has to be looked up again.
    imagePullPolicy: 'IfNotPresent',
    ...(props.command && { command: [...props.command] }),
    ...(props.args && { args: [...props.args] }),
    ...(props.env && { env: envVars(props.env) }),
    resources: resourceRequirements(resources, environment.largestRequest, sumOf([...onDisk, ...disk])),
    securityContext: containerSecurityContext(),
    volumeMounts: Object.keys(scratch).map((path) => ({
      name: volumeName(path),
      mountPath: path,
    })),
  };
}

/** @internal The volumes behind the scratch folders. */
export function scratchVolumes(scratch: Readonly<Record<string, Size>> = defaultScratch): Volume[] {
  return Object.entries(scratch).map(([path, size]) => ({
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
    throw new Error(`'scratch' must name absolute paths such as '/tmp', got '${path}'`);
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
