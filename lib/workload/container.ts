import type { Size } from 'cdk8s';
import type { Container } from '../../imports/k8s';
import { type EnvValue, envVars } from '../core/env';
import type { Environment } from '../core/environment';
import { unexpanded } from '../core/expansion';
import { resourceRequirements, type Resources, sumOf } from '../core/resources';
import { defaultEmptyDirs, sizesOnDisk } from './empty-dirs';
import type { FileContent, FileOptions } from './file';
import { type ImageSettings, runnableImage } from './image';
import { Rights, type RightsProps } from './rights';

/** Props of the container of a workload. */
export interface ContainerProps extends RightsProps {
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
   * Environment variables. Secrets must be references, such as `db.secret('uri')`. A literal with the name or the look of a
   * secret is refused. Write one that is none as ``secretText`tenant` ``.
   *
   * @default - none
   */
  readonly env?: Readonly<Record<string, EnvValue>>;

  /**
   * Files to mount read-only, each by its absolute path: text, bytes, a key of a Secret, a `secretText`, or
   * `{ content, mode: 0o755 }`. `filesFrom` gives those of a folder. Pods are replaced when a file changes, and when a Secret
   * that slipway defines changes. A `secretText` needs `sh` in the image. Text and bytes are in a ConfigMap, and have at most
   * 1 MB together. In Compose: `configs`, `secrets`, and files in `volumes`.
   *
   * @default - none
   */
  readonly files?: Readonly<Record<string, FileContent | FileOptions>>;

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
   * Resource requests and limits.
   *
   * @default - `Environment.database` for a `StatefulService`, `Environment.service` for other workloads
   */
  readonly resources?: Resources;
}

/**
 * @internal The container `name`, without ports, probes and mounts.
 *
 * @param onDisk size limits of the other `emptyDir` volumes of the pod on disk
 * @throws if `image` has no exact tag and no digest
 * @throws if `env` has a secret as a literal
 */
export function container(
  name: string,
  props: ContainerProps,
  resources: Resources,
  environment: Pick<Environment, 'maxResourceRequests'> & ImageSettings,
  onDisk: readonly Size[] = [],
): Container {
  const { emptyDirs = defaultEmptyDirs } = props;
  const onNode = sumOf([...sizesOnDisk(emptyDirs), ...onDisk]);
  return {
    name,
    image: runnableImage(name, props.image, environment),
    // Images that `kind load` brought are in no registry, and an exact tag needs no second look-up.
    imagePullPolicy: 'IfNotPresent',
    ...(props.command && { command: props.command.map(unexpanded) }),
    ...(props.args && { args: props.args.map(unexpanded) }),
    ...(props.env && { env: envVars(name, props.env) }),
    resources: resourceRequirements(resources, environment.maxResourceRequests, onNode),
    securityContext: new Rights(name, props).container,
    volumeMounts: [],
  };
}
