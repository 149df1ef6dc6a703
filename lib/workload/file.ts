import { existsSync } from 'node:fs';
import type { SecretKey, SecretText } from '../core/env';
import { privateKey } from '../core/secret-literal';

/**
 * Content of a file: text, bytes such as `readFileSync('trust.jks')`, a key of a Secret such as `db.secret('password')`, or a
 * text with such keys, made by `secretText`.
 */
export type FileContent = string | Uint8Array | SecretKey | SecretText;

/** A file with its mode. */
export interface FileOptions {
  /** Content of the file. */
  readonly content: FileContent;

  /**
   * Permissions, such as `0o755` for a script. The file belongs to root and to the group of the process, to which Kubernetes
   * gives the permission to read.
   *
   * @default 0o644; 0o440 for a secret
   */
  readonly mode?: number;
}

/** @internal Files by path, as in the prop `files`. */
export type Files = Readonly<Record<string, FileContent | FileOptions>>;

/** @internal One file of a workload. */
export interface MountedFile {
  readonly path: string;

  /** Its name in a ConfigMap or a volume, which has no folders. */
  readonly key: string;
  readonly content: FileContent;
  readonly mode?: number;
}

/**
 * @internal The files of the workload `of`.
 *
 * @throws if a path is not absolute, ends with a slash, or is too long for a key of a ConfigMap
 * @throws if two paths have the same key in a ConfigMap
 * @throws if a content is the path of a file, a private key, or a binary file that was read as text
 * @throws if a mode is none
 */
export function mountedFiles(of: string, files: Files): MountedFile[] {
  const paths = new Map<string, string>();
  return Object.entries(files).map(([path, value]) => {
    const { content, mode } = hasMode(value) ? value : { content: value };
    checkPath(of, path);
    checkContent(of, path, content);
    if (mode !== undefined) checkMode(of, path, mode);
    const key = keyOf(path);
    const other = paths.get(key);
    if (other !== undefined) {
      throw new Error(
        `'files' of '${of}' must have paths with different keys in a ConfigMap, got '${other}' and '${path}'; rename one`,
      );
    }
    paths.set(key, path);
    return { path, key, content, ...(mode !== undefined && { mode }) };
  });
}

function hasMode(value: FileContent | FileOptions): value is FileOptions {
  return typeof value === 'object' && 'content' in value;
}

function keyOf(path: string): string {
  return path
    .slice(1)
    .replaceAll('/', '_')
    .replaceAll(/[^-._a-zA-Z0-9]/g, '-');
}

function checkPath(of: string, path: string): void {
  if (!/^\/[^:]*[^:/]$/.test(path) || keyOf(path).length > 253) {
    throw new Error(
      `'files' of '${of}' must name absolute paths of files, with at most 253 characters and no ':', such as '/etc/app/app.conf', got '${path}'`,
    );
  }
}

function checkContent(of: string, path: string, content: FileContent): void {
  const text = textOf(content);
  if (text === undefined) return;
  if (privateKey.test(text)) {
    throw new Error(
      `'files' of '${of}' must have a key of a Secret for '${path}', such as credentials.key('tls.key'), got a private key`,
    );
  }
  if (typeof content !== 'string') return;
  if (isPath(text)) {
    throw new Error(
      `'files' of '${of}' must have the content of '${path}', such as readFileSync('${text}', 'utf8'), got the path '${text}'`,
    );
  }
  if (text.includes('\uFFFD')) {
    throw new Error(
      `'files' of '${of}' must have bytes for the binary file '${path}', such as readFileSync('trust.jks') without 'utf8', got a text in which characters are lost`,
    );
  }
}

/** The content as text, whatever its encoding; undefined for a reference. */
function textOf(content: FileContent): string | undefined {
  if (typeof content === 'string') return content;
  return content instanceof Uint8Array ? Buffer.from(content).toString('latin1') : undefined;
}

function checkMode(of: string, path: string, mode: number): void {
  const what = `'files['${path}'].mode' of '${of}'`;
  if (!Number.isInteger(mode) || mode < 0 || mode > 0o777) {
    throw new Error(`${what} must be a number from 0o000 to 0o777 such as 0o755, got ${mode}`);
  }
  if ((mode & 0o110) === 0o100) {
    throw new Error(
      `${what} must let the group of the process execute the file, such as 0o755, got 0o${mode.toString(8)}`,
    );
  }
}

/** Whether a text is a path, as in a Compose file, where the content of a file should be. */
function isPath(text: string): boolean {
  return /^\.{1,2}\/\S+$/.test(text) || (/^\S*[./]\S*$/.test(text) && existsSync(text));
}
