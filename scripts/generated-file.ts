/** A committed file that is generated from others. */
export interface GeneratedFile {
  /** Path from the project's root. */
  readonly path: string;
  /** Its content; `undefined` if the file should not exist. */
  readonly content: string | Buffer | undefined;
}
