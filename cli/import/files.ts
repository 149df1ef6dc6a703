import { existsSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { Failure } from '../../engine/base/failure';
import type { Imported } from '../../importer/imported';
import { mergedFile } from '../../importer/merge/file';
import { markerLine } from '../../importer/merge/merge';
import { type ImportRecord, printedFiles, sha256 } from './record';

/** What the second import makes of a file that people edit. */
export interface MergedFile {
  /** Such as `chart.ts`. */
  readonly name: string;

  /** The user's file; undefined if there is none. */
  readonly mine: string | undefined;

  /** What slipway prints now; undefined if it prints no such file any more. */
  readonly printed: string | undefined;

  /** What it becomes; undefined if there is no such file then. It is `mine` if there is a conflict. */
  readonly next: string | undefined;

  /** The text with conflict markers, if there is a conflict. */
  readonly conflict?: { readonly text: string; readonly count: number };

  /** Whether the user has solved a conflict in the copy, which is then removed. */
  readonly isSolved: boolean;
}

/** Both sides change the same lines, and the user decides. */
export class Conflicting extends Failure {
  public override readonly name = 'Conflicting';
  public override readonly exitCode = 5;
}

/** @param isWritten whether the copies are written */
export function conflictFailure(
  files: readonly MergedFile[],
  folder: string,
  isWritten: boolean,
): Conflicting {
  const names = files.map(({ name, conflict }) => {
    const { count = 0 } = conflict ?? {};
    return `${join(folder, name)} (${count === 1 ? '1 place' : `${count} places`})`;
  });
  const copies = files.map(({ name }) => join(folder, copyName(name))).join(' and ');
  return new Conflicting(
    `your edits and the Compose file change the same lines of ${names.join(' and ')}`,
    isWritten
      ? `Your files are as they were. Solve the conflicts in ${copies}, and run the same command again: the copy then takes the place of your file. Delete it to merge anew.`
      : `Nothing is written. With --write, ${copies} gets both sides.`,
  );
}

/** The name of the copy of a file that has conflict markers. */
export function copyName(name: string): string {
  return `${name}.merged`;
}

/**
 * Merges each file of a stack with what slipway prints now. Writes nothing.
 *
 * @param folder of the stack, an absolute path
 * @throws Conflicting if a copy from an earlier import still has conflict markers
 * @throws Failure if a copy can't be taken, or can't be made
 */
export async function mergedFiles(
  imported: Imported,
  last: ImportRecord,
  folder: string,
): Promise<MergedFile[]> {
  const printed = printedFiles(imported);
  const names = new Set([printed, last.printed, last.conflicts].flatMap((files) => Object.keys(files)));
  return Promise.all(
    [...names].map(async (name): Promise<MergedFile> => {
      const file = join(folder, name);
      const mine = textIn(file);
      const solved = solvedCopy(name, mine, last, folder);
      const versions = solved ?? { base: last.printed[name], mine };
      const labels = { base: 'the last import', mine: name, theirs: 'the new import' };
      const result = await mergedFile({ ...versions, theirs: printed[name] }, file, labels);
      const known = { name, mine, printed: printed[name], isSolved: solved !== undefined };
      switch (result.kind) {
        case 'kept':
          return { ...known, next: versions.mine };
        case 'deleted':
          return { ...known, next: undefined };
        case 'written':
          return { ...known, next: result.text };
        case 'conflict':
          checkCopy(name, last, folder);
          return { ...known, next: mine, conflict: { text: result.text, count: result.conflicts } };
      }
    }),
  );
}

/** The copy in which the user has solved a conflict, with the text that it was merged with; undefined if there is none. */
function solvedCopy(
  name: string,
  mine: string | undefined,
  last: ImportRecord,
  folder: string,
): { readonly base: string; readonly mine: string } | undefined {
  const conflict = last.conflicts[name];
  const copy = join(folder, copyName(name));
  const text = textIn(copy);
  if (!conflict || text === undefined) return undefined;
  const [here, there] = [relative('', copy), relative('', join(folder, name))];
  const line = markerLine(text);
  if (line !== undefined) {
    throw new Conflicting(
      `${here}:${line} still has conflict markers`,
      `Solve them and run the command again, or delete ${here} to merge anew.`,
    );
  }
  if (mine !== text && (mine === undefined || sha256(mine) !== conflict.mine)) {
    throw new Failure(`${there} has changed since ${here} was made of it`, `Delete ${here} to merge anew.`);
  }
  return { base: conflict.printed, mine: text };
}

/** @throws Failure if a file of the user has the name of the copy */
function checkCopy(name: string, last: ImportRecord, folder: string): void {
  const copy = join(folder, copyName(name));
  if (last.conflicts[name] !== undefined || !existsSync(copy)) return;
  throw new Failure(
    `${relative('', copy)} is there already, and slipway did not write it`,
    `Move it away: the conflicts in ${name} are to be written there.`,
  );
}

function textIn(path: string): string | undefined {
  return existsSync(path) ? readFileSync(path, 'utf8') : undefined;
}
