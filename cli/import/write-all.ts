import {
  chmodSync,
  existsSync,
  mkdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname } from 'node:path';

/** A file with its new text; undefined deletes it. */
export interface FileChange {
  /** Absolute path. */
  readonly path: string;
  readonly text: string | undefined;
}

/**
 * Writes all files, or, if something fails, none. Each new text is first in a file beside its place, which is then renamed.
 *
 * @param last what is done after that. If it throws, the files are again as they were
 * @throws whatever the file system or `last` throws
 */
export function writeAll(changes: readonly FileChange[], last: () => void = () => undefined): void {
  const undo: (() => void)[] = [];
  try {
    const staged = changes.map((change) => stage(change, undo));
    for (const replace of staged) replace();
    last();
  } catch (error) {
    for (const step of undo.reverse()) step();
    throw error;
  }
}

/** Prepares a change, and returns what makes it. */
function stage({ path, text }: FileChange, undo: (() => void)[]): () => void {
  const isThere = existsSync(path);
  const place = isThere ? realpathSync(path) : path; // a symbolic link stays one
  const before = isThere ? readFileSync(place) : undefined;
  if (text === undefined)
    return () => {
      remove(place, before, undo);
    };
  const made = mkdirSync(dirname(place), { recursive: true });
  if (made !== undefined)
    undo.push(() => {
      rmSync(made, { recursive: true, force: true });
    });
  const next = `${place}.${process.pid}`;
  undo.push(() => {
    rmSync(next, { force: true });
  });
  writeFileSync(next, text);
  if (isThere) chmodSync(next, statSync(place).mode);
  return () => {
    renameSync(next, place);
    undo.push(() => {
      restore(place, before);
    });
  };
}

function remove(place: string, before: Buffer | undefined, undo: (() => void)[]): void {
  rmSync(place, { force: true });
  undo.push(() => {
    restore(place, before);
  });
}

function restore(place: string, before: Buffer | undefined): void {
  if (before === undefined) rmSync(place, { force: true });
  else writeFileSync(place, before);
}
