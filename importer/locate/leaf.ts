import type { ComposeValue } from '../read/compose-model';
import type { Place } from '../source/place';

/**
 * How a value came into the model.
 *
 * - `file`: as it is written in the first Compose file
 * - `override`: in a later one
 * - `extends`, `include`: in a service that another one extends, or in an included file
 * - `env_file`: in a file of variables, or in a `label_file`
 * - `variable`: in a text with variables, in whichever file
 * - `default`: in no file. Compose adds it, or short syntax implies it
 */
export type Via = 'file' | 'override' | 'extends' | 'include' | 'env_file' | 'variable' | 'default';

/** A value of the model without parts: a scalar, or an empty list or mapping. */
export interface Leaf {
  /** Such as `services.web.ports[0].target`. A key with other characters than those of a word is quoted: `labels["a.b"]`. */
  readonly path: string;
  readonly value: ComposeValue;

  /**
   * Where it is written. All leaves of a value in short syntax, such as `8080:80`, are at the same place. A `default` is at
   * the nearest value around it that is written.
   */
  readonly at: Place;
  readonly via: Via;
}

/** A value in a file that is the origin of no leaf: one that another file overrides, `extends`, `include`, an extension. */
export interface LeftOut {
  /** The path in its own file. */
  readonly path: string;

  /** The text before interpolation; empty for null, and for an empty list or mapping. */
  readonly text: string;
  readonly at: Place;
}

/** Where everything is written. */
export interface Located {
  /** In the order of the model; none if Compose refused the files. */
  readonly leaves: readonly Leaf[];

  /** In the order of the files. */
  readonly leftOut: readonly LeftOut[];
}

/** The path of a leaf as text. */
export function pathText(path: readonly (string | number)[]): string {
  return path
    .map((key, index) => {
      if (typeof key === 'number') return `[${key}]`;
      return /^[\w-]+$/.test(key) ? `${index > 0 ? '.' : ''}${key}` : `[${JSON.stringify(key)}]`;
    })
    .join('');
}
