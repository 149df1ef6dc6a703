import type { DiskKind } from './disk';
import { type Mount } from './mount';
import type { Others, Service } from './service';

/** What is around a service: the other services, and the machine. */
export interface Surroundings {
  /** The name of the Compose project. */
  readonly name: string;

  /** The folder of the first Compose file. */
  readonly folder: string;
  readonly onDisk: (path: string) => DiskKind;
  readonly others: Others;

  /** Whether a file, or one in a folder, has a secret value of the environment of services. */
  hasSecret(path: string): boolean;

  /** The services, in the order of the files. */
  all(): readonly Service[];
  service(name: string): Service | undefined;
  mountsOf(service: Service): readonly Mount[];
}
