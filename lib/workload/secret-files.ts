import { type Container, Quantity, type SecurityContext, type Volume } from '../../imports/k8s';
import type { SecretKey, SecretText } from '../core/env';
import type { MountedFile } from './file';
import type { ImageSettings } from './image';
import { scriptContainer } from './init-container';
import { takeVolumeName } from './mount-name';

/** The process reads a secret by its group, `fsGroup`. */
const defaultMode = 0o440;

/** @internal A file with a key of a Secret. */
export type SecretFile = MountedFile & { readonly content: SecretKey };

/** @internal A file with a `secretText`. */
export type SecretTextFile = MountedFile & { readonly content: SecretText };

/** @internal Whether a file has a key of a Secret as its content. */
export function isSecretFile(file: MountedFile): file is SecretFile {
  return typeof file.content === 'object' && 'secret' in file.content;
}

/** @internal Whether a file has a `secretText` as its content. */
export function isSecretTextFile(file: MountedFile): file is SecretTextFile {
  return typeof file.content === 'object' && 'secrets' in file.content;
}

/**
 * @internal A volume for each Secret, with the files that have one of its keys.
 *
 * @param taken names of other volumes of the pod, to which theirs are added
 */
export function secretVolumes(
  files: readonly SecretFile[],
  taken: Set<string>,
): { readonly volume: Volume; readonly files: readonly SecretFile[] }[] {
  const secrets = [...new Set(files.map(({ content }) => content.secret))];
  return secrets.map((secretName) => {
    const own = files.filter(({ content }) => content.secret === secretName);
    const items = own.map(({ key, content, mode }) => ({
      key: content.key,
      path: key,
      ...(mode !== undefined && { mode }),
    }));
    const name = takeVolumeName(`files-${secretName}`, taken);
    return { volume: { name, secret: { secretName, defaultMode, items } }, files: own };
  });
}

const folder = '/files';

interface WriterOptions {
  readonly workload: string;
  readonly image: string;
  readonly securityContext: SecurityContext;
}

/**
 * @internal A volume in memory, and an init container that writes texts with secrets into it, with the image of the workload.
 * Kubernetes inserts secrets into variables only, not into files.
 *
 * @param name name of the volume
 */
export function secretTextVolume(
  name: string,
  files: readonly SecretTextFile[],
  { workload, image, securityContext }: WriterOptions,
  environment: ImageSettings,
): { readonly volume: Volume; readonly initContainer: Container } {
  const variables = files.map(({ content }, index) => [`FILE_${index + 1}`, content] as const);
  const script = files.map(({ key, mode = defaultMode }, index) => {
    const path = `${folder}/${key}`;
    return `rm -f ${path} && printf %s "$FILE_${index + 1}" > ${path} && chmod ${mode.toString(8)} ${path}`;
  });
  return {
    volume: { name, emptyDir: { medium: 'Memory', sizeLimit: Quantity.fromString('1Mi') } },
    initContainer: scriptContainer(
      'write-files',
      {
        of: workload,
        image,
        securityContext,
        script: script.join(' && '),
        env: Object.fromEntries(variables),
        mounts: [{ name, mountPath: folder }],
      },
      environment,
    ),
  };
}
