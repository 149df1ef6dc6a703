import type { Endpoint, Waitable } from '../core/endpoint';
import type { EnvValue } from '../core/env';
import type { Size } from 'cdk8s';

/** A store that `Backups` can back up. */
export interface BackupSource extends Endpoint, Partial<Waitable> {
  readonly dump: DumpRecipe;
}

/** How a store is dumped and restored by the program of images/backup. */
export interface DumpRecipe {
  /** What the program knows the store as. */
  readonly kind: 'postgres' | 'redis' | 'mongo' | 'objects';

  /** Image with the tools for it: the store's own, so that versions match. @default - none beside the program */
  readonly image?: string;

  /** How to connect, and as whom. */
  readonly env: Readonly<Record<string, EnvValue>>;

  /** Memory, and room in /tmp, for what holds the whole dump at a time. @default - a dump is never held whole */
  readonly room?: Size;
}
