import type { Place } from '../source/place';

/** A value in JSON. */
export type ComposeValue =
  string | number | boolean | null | readonly ComposeValue[] | { readonly [key: string]: ComposeValue };

/** A part of a Compose file: its sections, or the services by name. */
export type ComposeMapping = Readonly<Record<string, ComposeValue>>;

export function isMapping(value: ComposeValue): value is ComposeMapping {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** What Compose understands of some files. */
export interface ComposeModel {
  /**
   * What `docker compose config --format json` prints, but with each `$` once: paths are absolute, short syntax is written
   * out, env_file is part of `environment`. It is undefined if Compose refuses the files; `problems` says why.
   */
  readonly project?: ComposeMapping;

  /** What no service uses, by section: `{ volumes: { old: … } }`. It is not part of the project, as in docker compose. */
  readonly unused: ComposeMapping;

  /** The services that no active profile enables, by name. They are not part of the project. */
  readonly disabled: ComposeMapping;

  /** Absolute paths of the Compose files, later ones overriding earlier ones. */
  readonly files: readonly string[];

  /** Absolute paths of the files from which variables are read for interpolation. */
  readonly envFiles: readonly string[];

  /** The text of each file that Compose has read, by its absolute path: the same, and those of `include`, `extends` and `env_file`. */
  readonly sources: Readonly<Record<string, string>>;

  /**
   * The model after the first of the files, after the first two, and so on, if asked for; null where Compose refuses that
   * part.
   */
  readonly steps: readonly (ComposeMapping | null)[];

  /** The model without interpolation, if asked for, and unless Compose refuses it. */
  readonly uninterpolated?: ComposeMapping;

  /** Each `extends` and `include` in the Compose files, without those in files that these name. */
  readonly references: readonly ComposeReference[];

  /** Each text with variables, in the order in which they were first met. */
  readonly interpolations: readonly Interpolation[];

  /** Errors and warnings, in Compose's own words. */
  readonly problems: readonly ComposeProblem[];
}

interface ComposeReference {
  readonly kind: 'extends' | 'include';

  /** What the file says: `service` and `file`, or `path`. */
  readonly data: ComposeMapping;
}

/** What became of a text with variables. */
export interface Interpolation {
  readonly template: string;
  readonly value: string;

  /** Sorted by name. */
  readonly variables: readonly Variable[];
}

interface Variable {
  readonly name: string;

  /** The text after `:-` or `-`; empty if there is none. */
  readonly default: string;

  /** Whether the text says `:?` or `?`. */
  readonly required: boolean;

  /** Whether the environment or an env file sets it. */
  readonly set: boolean;
}

export interface ComposeProblem {
  readonly severity: 'error' | 'warning';
  readonly message: string;

  /** Where the fault is, if the message tells. */
  readonly at?: Place;
}
