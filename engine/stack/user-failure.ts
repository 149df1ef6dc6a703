import { existsSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { Failure } from '../base/failure';
import { codeFrame } from '../text/code-frame';

/** Context of an error in a user's file. */
export interface UserCode {
  /** What failed, as a clause. */
  readonly what: string;

  /** Folder of the project. */
  readonly root: string;

  /** The file to correct, if the error names none. */
  readonly file: string;
}

interface Position {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/**
 * A failure that shows the place of an error in the user's files.
 *
 * If no frame of the stack trace is in these files, the failure has the stack trace: the error is a bug of slipway or of
 * another package.
 */
export function userFailure(error: unknown, { what, root, file }: UserCode): Failure {
  if (error instanceof Failure) return error;
  if (!(error instanceof Error))
    return new Failure(`${what}: ${String(error)}`, `Correct ${relative(root, file)}.`);
  const position = positionOf(error, root);
  const message = `${what}: ${error.message.trim().replace(/\.$/, '')}`;
  if (!position) return new Failure(message, `Correct ${relative(root, file)}.`, error.stack);
  const { line, column } = position;
  const name = relative(root, position.file);
  const frame = existsSync(position.file) ? codeFrame(readFileSync(position.file, 'utf8'), line, column) : '';
  return new Failure(message, `Correct ${name}:${line}.`, [`${name}:${line}:${column}`, frame].join('\n'));
}

/** The folder of the library. In the repository of slipway it is inside the project. */
const library = join(__dirname, '../../lib') + sep;

/** The innermost position in the user's files. */
function positionOf(error: Error, root: string): Position | undefined {
  const { position } = error as { readonly position?: Position };
  if (position) return position;
  const frames = (error.stack ?? '').split('\n').flatMap((text) => {
    const [, file = '', line, column] =
      /\(?((?:file:\/\/)?\/[^():]+|[A-Z]:\\[^():]+):(\d+):(\d+)\)?$/.exec(text) ?? [];
    return file === ''
      ? []
      : [{ file: file.replace('file://', ''), line: Number(line), column: Number(column) }];
  });
  return frames.find(
    ({ file }) =>
      file.startsWith(root + sep) && !file.includes(`${sep}node_modules${sep}`) && !file.startsWith(library),
  );
}
