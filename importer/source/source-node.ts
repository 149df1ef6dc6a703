import type { Place } from './place';

/** A part of a YAML file as it is written. Aliases are followed, and merge keys are merged. */
export type SourceNode = SourceScalar | SourceList | SourceMapping;

interface Written {
  /** Where the value starts: of an alias, in the anchor's definition. */
  readonly at: Place;

  /** `!reset` or `!override`, with which Compose drops the value of earlier files. */
  readonly tag?: string;

  /** The name of its anchor. */
  readonly anchor?: string;
}

interface SourceScalar extends Written {
  readonly kind: 'scalar';

  /** The text without quotes, before interpolation; empty for null. */
  readonly text: string;
  readonly isNull: boolean;
}

interface SourceList extends Written {
  readonly kind: 'list';
  readonly items: readonly SourceNode[];
}

interface SourceMapping extends Written {
  readonly kind: 'mapping';
  readonly entries: ReadonlyMap<string, SourceEntry>;
}

export interface SourceEntry {
  /** Where the key starts. */
  readonly key: Place;
  readonly value: SourceNode;

  /** The comment in the lines above the key, without its `#`. */
  readonly comment?: string;
}
