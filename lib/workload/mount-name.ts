import { createHash } from 'node:crypto';

/**
 * @internal The name of the volume of a path: the path as a DNS label. With a hash, if another volume of the pod has that
 * name, or it would be longer than 63 characters.
 */
export function volumeName(path: string, taken: ReadonlySet<string> = new Set()): string {
  const name = path
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '');
  if (name !== '' && name.length <= 63 && !taken.has(name)) return name;
  const hash = createHash('sha256').update(path).digest('hex').slice(0, 8);
  return `${name.slice(0, 54).replace(/-$/, '')}-${hash}`.replace(/^-/, '');
}

/** @internal The name of the volume of a path, which the next one of the pod can't have. */
export function takeVolumeName(path: string, taken: Set<string>): string {
  const name = volumeName(path, taken);
  taken.add(name);
  return name;
}
