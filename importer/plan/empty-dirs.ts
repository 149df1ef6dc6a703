import { object, type Property, size } from '../code/code';
import { factsOf } from '../know/images';
import { isMounted, type MountKind } from '../project/mount';
import type { Project } from '../project/project';
import type { Service } from '../project/service';
import { listOf, text, withoutSlash } from '../project/values';

const defaultSize = 64 * 2 ** 20;

/** Writable folders without a volume: `tmpfs`, volumes without a name, and those that the image is known to need. */
export function emptyDirsOf(service: Service, project: Project): Property[] {
  const { tmpfs, shm_size: shared, image } = service.spec;
  const mounts = project.mountsOf(service);
  const covered = new Set(
    mounts.filter((mount) => !isEmptyDir(mount.kind) && isMounted(mount)).map(({ target }) => target),
  );
  const folders = new Map<string, number>([['/tmp', defaultSize]]);
  for (const [path, mebibytes] of Object.entries(factsOf(text(image)).writable ?? {}))
    folders.set(path, mebibytes * 2 ** 20);
  for (const each of listOf(tmpfs).map(text)) {
    const [path = '', options = ''] = each.split(':');
    const [, figure] = /size=(\d+[kmg]?)/i.exec(options) ?? [];
    folders.set(withoutSlash(path), figure === undefined ? defaultSize : bytesOf(figure));
  }
  for (const { kind, target, size: bytes = defaultSize } of mounts)
    if (isEmptyDir(kind)) folders.set(target, bytes);
  if (shared !== undefined) folders.set('/dev/shm', bytesOf(text(shared)));
  for (const path of covered) folders.delete(path);
  const isDefault = folders.size === 1 && folders.get('/tmp') === defaultSize;
  if (isDefault) return [];
  return [
    { key: 'emptyDirs', code: object([...folders].map(([key, bytes]) => ({ key, code: size(bytes) }))) },
  ];
}

function isEmptyDir(kind: MountKind): boolean {
  return kind === 'memory' || kind === 'anonymous volume';
}

/** Bytes of a size such as `64m`. */
export function bytesOf(written: string): number {
  const [, figure = '0', unit = ''] = /^([\d.]+)\s*([kmgt]?)i?b?$/i.exec(written) ?? [];
  return Number(figure) * 1024 ** ['', 'k', 'm', 'g', 't'].indexOf(unit.toLowerCase());
}
