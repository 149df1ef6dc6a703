import type { Size } from 'cdk8s';
import type { Endpoint, Waitable } from './endpoint';
import type { EnvValue } from './env';

/** A store that `Backups` can back up: `Postgres`, `MySql`, `Redis`, `Mongo` or `ObjectStore`. */
export interface BackupSource extends Endpoint, Partial<Waitable> {
  /** How the backup program dumps and restores the store. */
  readonly dump: DumpRecipe;
}

/** Resources that a pod needs in addition, to hold a whole dump. */
export interface DumpResources {
  /** Memory of a server that loads the dump. Added to the memory limit of the container. */
  readonly memory: Size;

  /** Size limit of the `emptyDir` at `/tmp`. */
  readonly ephemeralStorage: Size;
}

/** How the backup program (`images/backup`) dumps and restores a store. */
export interface DumpRecipe {
  /** Kind of the store, as the program names it. */
  readonly kind: 'postgres' | 'mysql' | 'redis' | 'mongo' | 'objects';

  /**
   * Image with the client tools: the image of the store, so that the versions match. The program is copied into it.
   *
   * @default - the image of the program
   */
  readonly image?: string;

  /** Environment variables with the address and the credentials of the store. */
  readonly env: Readonly<Record<string, EnvValue>>;

  /**
   * Additional resources, where the pod holds a whole dump.
   *
   * @default - none: the dump is streamed
   */
  readonly resources?: DumpResources;
}
