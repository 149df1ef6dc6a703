import type { Endpoint, Waitable } from './endpoint';
import type { EnvValue } from './env';
import type { Size } from 'cdk8s';

/** A store that `Backups` can back up. */
export interface BackupSource extends Endpoint, Partial<Waitable> {
  readonly dump: DumpRecipe;
}

/** What whole dumps take. */
export interface Room {
  /** For a server that loads one. */
  readonly memory: Size;

  /** For files in /tmp. */
  readonly disk: Size;
}

/** How a store is dumped and restored by the program of images/backup. */
export interface DumpRecipe {
  /** What the program knows the store as. */
  readonly kind: 'postgres' | 'redis' | 'mongo' | 'objects';

  /** Image with the tools for it: the store's own, so that versions match. @default - none beside the program */
  readonly image?: string;

  /** How to connect, and as whom. */
  readonly env: Readonly<Record<string, EnvValue>>;

  /** For what holds whole dumps at a time. @default - a dump is never held whole */
  readonly room?: Room;
}
