import { createHash } from 'node:crypto';

/**
 * @internal The path of a volume as a DNS label, for its name. With a hash, if another volume has that name, or it would be
 * longer than 63 characters.
 */
export function volumeName(path: string, taken: ReadonlySet<string>): string {
  const name = path
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '');
  if (name !== '' && name.length <= 63 && !taken.has(name)) return name;
  const hash = createHash('sha256').update(path).digest('hex').slice(0, 8);
  return `${name.slice(0, 54).replace(/-$/, '')}-${hash}`.replace(/^-/, '');
}
