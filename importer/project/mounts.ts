import type { ComposeMapping } from '../read/compose-model';
import { type MountKind, mountKind } from './mount-kind';
import { legalName, type Service } from './service';
import type { Surroundings } from './surroundings';
import { mappingOf, text } from './values';

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

  /** The name of the volume that it becomes, if it becomes one. */
  readonly volume: string;
}

const ownKinds: readonly MountKind[] = ['volume of a store', 'own volume', 'data of a store', 'data'];
const sharedKinds: readonly MountKind[] = ['shared volume', 'shared data'];

/** Whether a mount becomes a volume of its service only. */
export function isOwn({ kind }: Mount): boolean {
  return ownKinds.includes(kind);
}

/** Whether a mount becomes a volume that several services share. */
export function isShared({ kind }: Mount): boolean {
  return sharedKinds.includes(kind);
}

const unmounted: readonly MountKind[] = [
  ...(['hidden folder', 'socket', 'clock', 'sources', 'missing file', 'image', 'other'] as const),
];

/** Whether the pod has a mount too. */
export function isMounted({ kind }: Mount): boolean {
  return !unmounted.includes(kind);
}

/** The mounts of a service. */
export function mountsOf(service: Service, project: Surroundings): Mount[] {
  const names = new Map<string, string>();
  return service.mounts.map((mount) => mountOf(mount, { service, project, names }));
}

interface Around {
  readonly service: Service;
  readonly project: Surroundings;

  /** The sources by the names that they have given to volumes. */
  readonly names: Map<string, string>;
}

function mountOf(mount: ComposeMapping, { service, project, names }: Around): Mount {
  const { subpath } = mappingOf(mount.volume);
  const { size } = mappingOf(mount.tmpfs);
  const source = text(mount.source);
  const kind = mountKind(mount, service, project);
  return {
    kind,
    source,
    target: text(mount.target).replace(/(?<=.)\/$/, ''),
    isReadOnly: mount.read_only === true,
    ...(subpath !== undefined && { subPath: text(subpath) }),
    ...(size !== undefined && { size: Number(size) }),
    volume: volumeName({ kind, source: source || text(mount.target) }, { project, names }),
  };
}

/**
 * The name in the Compose file, or the last part of a path. With a number if another volume of the service has it, and with
 * `volume` if a service has the name of one that is shared.
 */
function volumeName(
  { kind, source }: Pick<Mount, 'kind' | 'source'>,
  { project, names }: Pick<Around, 'project' | 'names'>,
): string {
  const name = legalName(source.replace(/\/$/, '').replace(/.*\//, '')) || 'data';
  if (sharedKinds.includes(kind))
    return project.all().some(({ objectName }) => objectName === name) ? `${name}-volume` : name;
  for (let number = 1; ; number++) {
    const free = number === 1 ? name : `${name}-${number}`;
    if ((names.get(free) ?? source) !== source) continue;
    names.set(free, source);
    return free;
  }
}
