import type { Construct } from 'constructs';
import { createHash } from 'node:crypto';
import { KubeConfigMap, type Volume } from '../../imports/k8s';
import { type EnvValue, secretsOf } from '../core/env';
import type { FileContent, MountedFile } from './file';

/** Bytes. A ConfigMap must not exceed 1 MiB, its metadata included. */
const maxSize = 1_000_000;

/** @internal A file whose content is known. */
export type PlainFile = MountedFile & { readonly content: string | Uint8Array };

/** @internal Whether the content of a file is known: it is no reference to a Secret. */
export function isPlain(file: MountedFile): file is PlainFile {
  return typeof file.content === 'string' || file.content instanceof Uint8Array;
}

/**
 * @internal Defines the ConfigMap `<workload>-files`, and gives the volume with its files.
 * @throws if the files have more than 1 MB together
 */
export function configFiles(scope: Construct, workload: string, files: readonly PlainFile[]): Volume {
  const name = `${workload}-files`;
  checkSize(workload, files);
  const [data, binaryData]: [Record<string, string>, Record<string, string>] = [{}, {}];
  for (const { key, content } of files) {
    if (typeof content === 'string') data[key] = content;
    else binaryData[key] = Buffer.from(content).toString('base64');
  }
  // Not by cdk8s-plus, which leaves out the data if all files are empty.
  new KubeConfigMap(scope, 'files', {
    metadata: { name },
    immutable: false,
    ...(Object.keys(data).length > 0 && { data }),
    ...(Object.keys(binaryData).length > 0 && { binaryData }),
  });
  // Only the items that are listed are in the volume.
  const items = files.map(({ key, mode }) => ({ key, path: key, ...(mode !== undefined && { mode }) }));
  const hasModes = files.some(({ mode }) => mode !== undefined);
  return { name: 'files', configMap: { name, ...(hasModes && { items }) } };
}

/** @internal Hash of the files and the generated secrets that a pod uses, or undefined if it uses none. */
export function configHash(
  files: readonly MountedFile[],
  env: Readonly<Record<string, EnvValue>> = {},
): string | undefined {
  const secrets = Object.values(env).flatMap(versionsOf);
  const contents = files.map(({ path, content, mode }) => [
    path,
    factsOf(content),
    ...(mode === undefined ? [] : [mode]),
  ]);
  const facts = [...contents, ...secrets];
  return facts.length === 0 ? undefined : hash(JSON.stringify(facts)).slice(0, 16);
}

function factsOf(content: FileContent): unknown {
  if (typeof content === 'string') return content;
  return content instanceof Uint8Array ? hash(content) : [content, versionsOf(content)];
}

function versionsOf(value: EnvValue): string[] {
  return secretsOf(value).flatMap(({ version }) => version ?? []);
}

function hash(content: string | Uint8Array): string {
  return createHash('sha256').update(content).digest('hex');
}

function checkSize(workload: string, files: readonly PlainFile[]): void {
  const sizes = files.map(({ path, content }) => ({ path, size: Buffer.byteLength(content) }));
  const total = sizes.reduce((sum, { size }) => sum + size, 0);
  const [largest] = sizes.sort((a, b) => b.size - a.size);
  if (total <= maxSize || !largest) return;
  throw new Error(
    `'files' of '${workload}' must have at most ${maxSize} bytes together, got ${total}, of which '${largest.path}' has ${largest.size}; put large files into the image, or on a Volume`,
  );
}
