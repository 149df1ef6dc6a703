/** A committed file that is made from others. */
export interface GeneratedFile {
  /** Path from the project's root. */
  readonly path: string;
  /** What it holds; `undefined` if it should not be there. */
  readonly content: string | undefined;
}
