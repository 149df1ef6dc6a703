import { pathText } from '../locate/leaf';
import { type Code, object, type Property, size, text as literal } from '../print/code';
import { type MountKind, mountKind } from '../rules/groups/mount-kind';
import { legalName, type Service } from '../rules/service';
import { mappingOf, text } from '../rules/values';
import { factsOf } from '../know/images';
import type { Context } from './context';

/** A mount of a service, with what it is for. */
export interface Mount {
  readonly kind: MountKind;

  /** The name of a volume, or an absolute path of this machine; empty for a volume without a name. */
  readonly source: string;
  readonly target: string;
  readonly isReadOnly: boolean;
  readonly subPath?: string;

  /** Bytes of a `tmpfs`. */
  readonly size?: number;
}

/** The mounts of a service, those in the long and in the short syntax. */
export function mountsOf(service: Service, { project }: Pick<Context, 'project'>): Mount[] {
  return service.mounts.map((mount, index) => {
    const leaf = {
      path: pathText(['services', service.name, 'volumes', index, 'type']),
      value: text(mount.type),
    };
    const { volume, tmpfs } = mount;
    const { subpath } = mappingOf(volume);
    const { size: bytes } = mappingOf(tmpfs);
    return {
      kind: mountKind(project.subject(leaf)),
      source: text(mount.source),
      target: text(mount.target).replace(/(?<=.)\/$/, ''),
      isReadOnly: mount.read_only === true,
      ...(subpath !== undefined && { subPath: text(subpath) }),
      ...(bytes !== undefined && { size: Number(bytes) }),
    };
  });
}

const ownKinds: readonly MountKind[] = ['volume of a store', 'own volume', 'data of a store', 'data'];
const sharedKinds: readonly MountKind[] = ['shared volume', 'shared data'];

/** The name of the volume that a mount becomes: the one in the Compose file, or the last part of a path. */
export function volumeId({ source }: Pick<Mount, 'source'>): string {
  return legalName(source.replace(/\/$/, '').replace(/.*\//, '')) || 'data';
}

/** The volumes that several services share, by their ids, each with the services that mount it. */
export function sharedVolumes(context: Context): ReadonlyMap<string, readonly Service[]> {
  const users = new Map<string, Service[]>();
  for (const service of context.services) {
    for (const mount of mountsOf(service, context).filter(({ kind }) => sharedKinds.includes(kind))) {
      const id = volumeId(mount);
      const known = users.get(id) ?? [];
      if (!known.includes(service)) users.set(id, [...known, service]);
    }
  }
  return users;
}

/** The prop `volumes` of a service: volumes of its own, and shared ones. */
export function volumesOf(
  service: Service,
  context: Context,
): { readonly props: Property[]; readonly uses: string[]; readonly hasOwn: boolean } {
  const mounts = mountsOf(service, context);
  const own = mounts.filter(({ kind }) => ownKinds.includes(kind));
  const shared = mounts.filter(({ kind }) => sharedKinds.includes(kind));
  const entries = [
    ...own.map((mount) => ({ key: mount.target, code: ownVolume(mount, own) })),
    ...shared.map((mount) => ({ key: mount.target, code: sharedMount(mount, context) })),
    ...impliedData(service, mounts).map((path) => ({
      key: path,
      code: ownVolumeCode(volumeId({ source: path })),
    })),
  ];
  return {
    props: entries.length === 0 ? [] : [{ key: 'volumes', code: object(entries) }],
    uses: shared.map((mount) => context.names.volume(volumeId(mount))),
    hasOwn: entries.length > shared.length,
  };
}

/** One volume that is mounted at two paths is one claim, by its name. */
function ownVolume(mount: Mount, own: readonly Mount[]): Code {
  const id = volumeId(mount);
  const sameId = own.filter((other) => volumeId(other) === id && other.source !== mount.source);
  const name = sameId.length > 0 ? `${id}-${own.indexOf(mount) + 1}` : id;
  return ownVolumeCode(name, mountOptions(mount));
}

function ownVolumeCode(name: string, options: readonly Property[] = []): Code {
  return `slipway.Volume.own(${object([{ key: 'name', code: literal(name) }, ...options], true)})`;
}

function sharedMount(mount: Mount, { names }: Context): Code {
  const variable = names.volume(volumeId(mount));
  const options = mountOptions(mount);
  return options.length === 0 ? variable : `${variable}.mount(${object(options, true)})`;
}

function mountOptions({ subPath, isReadOnly }: Mount): Property[] {
  return [
    ...(subPath === undefined ? [] : [{ key: 'subPath', code: literal(subPath) }]),
    ...(isReadOnly ? [{ key: 'readOnly', code: 'true' }] : []),
  ];
}

/** The folder with the data of a database for which the file names no volume: Docker makes one without a name. */
function impliedData(service: Service, mounts: readonly Mount[]): readonly string[] {
  if (service.kind !== 'StatefulSet') return [];
  const data = factsOf(text(service.spec.image)).data ?? ['/data'];
  const hasData = mounts.some(({ kind }) => ownKinds.includes(kind) || sharedKinds.includes(kind));
  return hasData ? [] : data.slice(0, 1);
}

/** Writable folders without a volume: `tmpfs`, volumes without a name, and those that the image is known to need. */
export function emptyDirsOf(service: Service, context: Context): Property[] {
  const { tmpfs, shm_size: shared, image } = service.spec;
  const folders = new Map<string, number>();
  const mounts = mountsOf(service, context);
  const covered = new Set(mounts.map(({ target }) => target));
  const add = (path: string, bytes: number): void => {
    if (!covered.has(path) || mounts.some(({ target, kind }) => target === path && isFolder(kind)))
      folders.set(path, bytes);
  };
  add('/tmp', defaultSize);
  for (const [path, mebibytes] of Object.entries(factsOf(text(image)).writable ?? {}))
    add(path, mebibytes * 2 ** 20);
  for (const each of listTexts(tmpfs)) {
    const [path = '', options = ''] = each.split(':');
    const [, figure] = /size=(\d+[kmg]?)/i.exec(options) ?? [];
    add(path.replace(/(?<=.)\/$/, ''), figure === undefined ? defaultSize : bytesOf(figure));
  }
  for (const { kind, target, size: bytes = defaultSize } of mounts) if (isFolder(kind)) add(target, bytes);
  if (shared !== undefined) add('/dev/shm', bytesOf(text(shared)));
  const isDefault = folders.size === 1 && folders.get('/tmp') === defaultSize;
  if (isDefault) return [];
  return [
    { key: 'emptyDirs', code: object([...folders].map(([key, bytes]) => ({ key, code: size(bytes) }))) },
  ];
}

const defaultSize = 64 * 2 ** 20;

function isFolder(kind: MountKind): boolean {
  return kind === 'memory' || kind === 'anonymous volume';
}

function listTexts(value: Parameters<typeof text>[0]): string[] {
  return Array.isArray(value)
    ? (value as Parameters<typeof text>[0][]).map(text)
    : text(value) === ''
      ? []
      : [text(value)];
}

/** Bytes of a size such as `64m`. */
export function bytesOf(written: string): number {
  const [, figure = '0', unit = ''] = /^([\d.]+)\s*([kmgt]?)i?b?$/i.exec(written) ?? [];
  return Number(figure) * 1024 ** ['', 'k', 'm', 'g', 't'].indexOf(unit.toLowerCase());
}
