/** What a mount of a service is for. */
export type MountKind =
  | 'volume of a store'
  | 'own volume'
  | 'shared volume'
  | 'anonymous volume'
  | 'hidden folder'
  | 'memory'
  | 'socket'
  | 'clock'
  | 'machine'
  | 'sources'
  | 'secret file'
  | 'secret files'
  | 'file'
  | 'missing file'
  | 'files'
  | 'data of a store'
  | 'shared data'
  | 'data'
  | 'image'
  | 'other';

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
export function isShared({ kind }: Pick<Mount, 'kind'>): boolean {
  return sharedKinds.includes(kind);
}

const unmounted: readonly MountKind[] = [
  ...(['hidden folder', 'socket', 'clock', 'sources', 'missing file', 'image', 'other'] as const),
];

/** Whether the pod has a mount too. */
export function isMounted({ kind }: Mount): boolean {
  return !unmounted.includes(kind);
}
