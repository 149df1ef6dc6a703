import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Failure } from '../../engine/base/failure';
import type { Imported } from '../../importer/imported';
import type { Entry } from '../../importer/ledger/entry';
import { hasText } from '../../importer/merge/file';
import { checkMerged, type Objects } from './chart-check';
import { copyName, type MergedFile, mergedFiles } from './files';
import { type Conflict, type ImportRecord, recordName, recordText, reportsOf, sha256 } from './record';
import { type ValueChange, valueChanges } from './value-changes';
import { addSecrets, changedConfig, type Destination, lacksSecrets } from './write';
import { writeAll } from './write-all';

/** A file of the project that a second import writes or deletes. */
interface AgainChange {
  /** Path from the folder of the project. */
  readonly path: string;

  /** Undefined if there is no such file. */
  readonly before: string | undefined;

  /** Undefined deletes the file. */
  readonly text: string | undefined;
}

/** What a second import would do. Nothing of it is written yet. */
export interface Again {
  readonly imported: Imported;
  readonly destination: Destination;
  readonly last: ImportRecord;
  readonly record: ImportRecord;
  readonly files: readonly MergedFile[];

  /** All files that it changes: none if nothing changes. With conflicts, only the copies and the record. */
  readonly changes: readonly AgainChange[];

  /** Undefined if the folder has no report.json of the last import. */
  readonly values: readonly ValueChange[] | undefined;

  /** Undefined if chart.ts does not change, or has conflicts. */
  readonly objects: Objects | undefined;

  /** Whether the local store of secrets gets values. */
  readonly addsSecrets: boolean;
}

/**
 * Merges a new import of a stack into its files.
 *
 * @param last the record of the last import
 * @param record the record of this one
 * @throws Failure if the folder has another stack, or a merged file can't be parsed, or the merged chart throws
 */
export async function secondImport(
  imported: Imported,
  destination: Destination,
  { last, record }: { readonly last: ImportRecord; readonly record: ImportRecord },
): Promise<Again> {
  const { project, folder } = destination;
  const here = join(project, folder);
  if (last.stack !== imported.stack) {
    throw new Failure(
      `${folder} has the stack '${last.stack}', and the Compose file is the project '${imported.stack}'`,
      'Name another folder with --out.',
    );
  }
  const files = await mergedFiles(imported, last, here);
  const isConflicting = files.some(({ conflict }) => conflict);
  const wanted = isConflicting ? copies(files, last) : results(imported, files, record);
  const own = Object.entries(wanted).map(([name, text]) => changeOf(project, join(folder, name), text));
  const config = isConflicting ? [] : changedConfig(imported.stack, destination);
  const all = [...own, ...config.map(({ path, text }) => changeOf(project, path, text))];
  return {
    imported,
    destination,
    last,
    record,
    files,
    changes: await changing(all, project),
    values: changedValues(here, imported, last),
    objects: isConflicting ? undefined : checkMerged(files, imported, here),
    addsSecrets: !isConflicting && lacksSecrets(imported, project),
  };
}

/** Writes what `secondImport` has found, all or nothing. */
export function writeAgain({ imported, destination: { project }, changes, addsSecrets }: Again): void {
  writeAll(
    changes.map(({ path, text }) => ({ path: join(project, path), text })),
    () => {
      if (addsSecrets) addSecrets(imported, project);
    },
  );
}

type Texts = Readonly<Record<string, string | undefined>>;

/** The files of the folder after an import without conflicts; the record is the last that is written. */
function results(imported: Imported, files: readonly MergedFile[], record: ImportRecord): Texts {
  return {
    ...Object.fromEntries(files.map(({ name, next }) => [name, next])),
    ...reportsOf(imported),
    [recordName]: recordText(record),
    ...Object.fromEntries(
      files.filter(({ isSolved }) => isSolved).map(({ name }) => [copyName(name), undefined]),
    ),
  };
}

/** The copies with conflict markers, and the record of them. */
function copies(files: readonly MergedFile[], last: ImportRecord): Texts {
  const conflicts: Record<string, Conflict> = {};
  const texts: Record<string, string> = {};
  for (const { name, mine = '', conflict, printed = '', isSolved } of files) {
    const earlier = last.conflicts[name];
    if (isSolved && earlier) conflicts[name] = earlier;
    if (!conflict) continue;
    conflicts[name] = { mine: sha256(mine), printed };
    texts[copyName(name)] = conflict.text;
  }
  return { ...texts, [recordName]: recordText({ ...last, conflicts }) };
}

function changeOf(project: string, path: string, text: string | undefined): AgainChange {
  const file = join(project, path);
  return { path, before: existsSync(file) ? readFileSync(file, 'utf8') : undefined, text };
}

/** The changes that change something. That somebody has formatted a report is no reason to write it. */
async function changing(all: readonly AgainChange[], project: string): Promise<AgainChange[]> {
  const areSame = await Promise.all(all.map((change) => changesNothing(change, project)));
  return all.filter((_, index) => areSame[index] !== true);
}

async function changesNothing({ path, before, text }: AgainChange, project: string): Promise<boolean> {
  if (before === undefined || text === undefined) return before === text;
  return hasText(before, text, join(project, path));
}

function changedValues(
  folder: string,
  { entries, values }: Imported,
  last: ImportRecord,
): ValueChange[] | undefined {
  try {
    const { entries: old } = JSON.parse(readFileSync(join(folder, 'report.json'), 'utf8')) as {
      readonly entries: readonly Entry[];
    };
    return valueChanges({ entries: old, values: last.values }, { entries, values });
  } catch {
    return undefined; // somebody has deleted or changed it
  }
}
