import { Construct } from 'constructs';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { KubeConfigMap, type Volume, type VolumeMount } from '../../imports/k8s';
import { type EnvValue, secretsOf } from '../core/env';

/** Bytes. A ConfigMap must not exceed 1 MiB, its metadata included. */
const maxSize = 1_000_000;

/**
 * @internal The text files of one workload, in the ConfigMap `<workload>-files`.
 * @throws if a path is not absolute, ends with a slash, or is too long for a key of a ConfigMap
 * @throws if a content is the path of a file
 * @throws if two paths have the same key in the ConfigMap
 * @throws if the files have more than 1 MB together
 */
export class ConfigFiles extends Construct {
  public readonly volume: Volume;
  public readonly mounts: VolumeMount[];

  constructor(scope: Construct, workload: string, files: Readonly<Record<string, string>>) {
    super(scope, 'files');
    const name = `${workload}-files`;
    const size = Object.values(files).reduce((sum, text) => sum + Buffer.byteLength(text), 0);
    if (size > maxSize) {
      throw new Error(
        `'files' of '${workload}' must have at most ${maxSize} bytes together, got ${size}; put large files into the image`,
      );
    }

    const paths = new Map<string, string>();
    for (const [path, text] of Object.entries(files)) {
      checkFile(workload, path, text);
      const other = paths.get(key(path));
      if (other !== undefined) {
        throw new Error(
          `'files' of '${workload}' must have paths with different keys in a ConfigMap, got '${other}' and '${path}'; rename one`,
        );
      }
      paths.set(key(path), path);
    }
    const data = Object.fromEntries([...paths].map(([subPath, path]) => [subPath, files[path] ?? '']));
    // Not by cdk8s-plus, which leaves out the data if all files are empty.
    new KubeConfigMap(this, 'Resource', { metadata: { name }, immutable: false, data });

    this.volume = { name: 'files', configMap: { name } };
    // A mount per file hides no other file of the folder, as in Compose.
    this.mounts = [...paths].map(([subPath, mountPath]) => ({
      name: 'files',
      mountPath,
      subPath,
      readOnly: true,
    }));
  }
}

/** @internal Hash of the files and the generated secrets that a pod uses, or undefined if it uses none. */
export function configHash(
  files: Readonly<Record<string, string>> = {},
  env: Readonly<Record<string, EnvValue>> = {},
): string | undefined {
  const secrets = Object.values(env).flatMap((value) =>
    secretsOf(value).flatMap(({ version }) => version ?? []),
  );
  const facts = [...Object.entries(files), ...secrets];
  return facts.length === 0
    ? undefined
    : createHash('sha256').update(JSON.stringify(facts)).digest('hex').slice(0, 16);
}

function key(path: string): string {
  return path
    .slice(1)
    .replaceAll('/', '_')
    .replaceAll(/[^-._a-zA-Z0-9]/g, '-');
}

function checkFile(workload: string, path: string, text: string): void {
  if (!/^\/[^:]*[^:/]$/.test(path) || key(path).length > 253) {
    throw new Error(
      `'files' of '${workload}' must name absolute paths of files, with at most 253 characters and no ':', such as '/etc/app/app.conf', got '${path}'`,
    );
  }
  if (isPath(text)) {
    throw new Error(
      `'files' of '${workload}' must have the content of '${path}', such as readFileSync('${text}', 'utf8'), got the path '${text}'`,
    );
  }
}

/** Whether a text is a path, as in a Compose file, where the content of a file should be. */
function isPath(text: string): boolean {
  return /^\.{1,2}\/\S+$/.test(text) || (/^\S*[./]\S*$/.test(text) && existsSync(text));
}
