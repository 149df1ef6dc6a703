/** A position in a file. */
export interface Place {
  /** Absolute path. */
  readonly file: string;

  /** From 1 on. */
  readonly line: number;

  /** From 1 on, in UTF-16 code units. */
  readonly column: number;
}
