import { relative } from 'node:path';

/** A position in a file. */
export interface Place {
  /** Absolute path. */
  readonly file: string;

  /** From 1 on. */
  readonly line: number;

  /** From 1 on, in UTF-16 code units. */
  readonly column: number;
}

/**
 * A place as text: `file:line:column`.
 *
 * @param folder where the path of the file starts; by default it is absolute
 */
export function placeText({ file, line, column }: Place, folder?: string): string {
  return `${folder === undefined ? file : relative(folder, file)}:${line}:${column}`;
}
