import type { Fate } from '../rules/outcome';
import type { ManifestPlace } from '../rules/subject';

/** What becomes of a leaf. */
export interface Entry {
  /** The path of the leaf, such as `services.web.ports[0].target`. */
  readonly path: string;

  /** Where it is written: `file:line:column`. */
  readonly at: string;
  readonly fate: Fate;

  /** What it becomes; absent if it is refused or inert. */
  readonly to?: readonly ManifestPlace[];

  /** The name of the rule that decided. */
  readonly rule: string;
  readonly why?: string;

  /** What to do, in a sentence. */
  readonly fix?: string;
}
