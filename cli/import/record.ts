import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { Failure } from '../../engine/base/failure';
import { packageVersion } from '../../engine/base/package';
import type { Imported } from '../../importer/imported';
import type { ComposeModel } from '../../importer/read/compose-model';
import type { Sources } from '../compose-file/read';

/** The file in the folder of a stack that has what the last import printed. It is committed: see decision 24. */
export const recordName = '.import.json';

/** What an import has read, with paths from the folder of the project. */
export interface Reading extends Sources {
  /** SHA-256 of each Compose file. Files of variables have none: from that of a short password one could guess it. */
  readonly hashes: Readonly<Record<string, string>>;
}

/** What an import has left for the next one. */
export interface ImportRecord {
  readonly stack: string;

  /** The version of slipway. */
  readonly slipway: string;
  readonly reading: Reading;

  /** The texts of chart.ts, parity.ts and README.md as slipway printed them. */
  readonly printed: Readonly<Record<string, string>>;

  /** What the Compose files said, by path, without secrets. */
  readonly values: Readonly<Record<string, string>>;

  /** The files of which a copy with conflict markers waits for the user. */
  readonly conflicts: Readonly<Record<string, Conflict>>;
}

/** A conflict that waits for the user. */
export interface Conflict {
  /** SHA-256 of the user's file at that time. */
  readonly mine: string;

  /** The text that slipway printed then. */
  readonly printed: string;
}

type Files = Readonly<Record<string, string>>;

/** The files that people edit. */
export function printedFiles({ files }: Pick<Imported, 'files'>): Files {
  return Object.fromEntries(Object.entries(files).filter(([name]) => !isReport(name)));
}

/** The reports, which are always the new ones. */
export function reportsOf({ files }: Pick<Imported, 'files'>): Files {
  return Object.fromEntries(Object.entries(files).filter(([name]) => isReport(name)));
}

/** Whether a file of a stack is a report, such as `report.md`. */
function isReport(name: string): boolean {
  return name.startsWith('report.');
}

/** What a model was read from. */
export function readingOf(
  { files, profiles, envFiles }: Sources,
  model: ComposeModel,
  project: string,
): Reading {
  const near = (path: string): string => relative(project, path);
  const compose = Object.entries(model.sources).filter(
    ([path]) => model.files.includes(path) || /\.ya?ml$/.test(path),
  );
  return {
    files: files.map(near),
    profiles,
    envFiles: envFiles.map(near),
    hashes: Object.fromEntries(compose.map(([path, text]) => [near(path), sha256(text)])),
  };
}

/** The record of an import that has no conflicts. */
export function recordOf(imported: Imported, reading: Reading): ImportRecord {
  return {
    stack: imported.stack,
    slipway: packageVersion(),
    reading,
    printed: printedFiles(imported),
    values: imported.values,
    conflicts: {},
  };
}

/** A text as lines, in which git shows what has changed. */
interface KeptText {
  readonly lines: readonly string[];

  /** SHA-256 of the text, so that an edit by mistake is seen. */
  readonly sha256: string;
}

interface RecordJson extends Omit<ImportRecord, 'printed' | 'conflicts'> {
  readonly version: number;
  readonly printed: Readonly<Record<string, KeptText>>;
  readonly conflicts?: Readonly<Record<string, { readonly mine: string; readonly printed: KeptText }>>;
}

/** The text of the file. */
export function recordText({ printed, conflicts, ...rest }: ImportRecord): string {
  const waiting = mapped(conflicts, ({ mine, printed: text }) => ({ mine, printed: keptText(text) }));
  const json: RecordJson = {
    version: 1,
    ...rest,
    printed: mapped(printed, keptText),
    ...(Object.keys(waiting).length > 0 && { conflicts: waiting }),
  };
  return `${JSON.stringify(json, null, 2)}\n`;
}

/**
 * The record of the last import into a folder; undefined if slipway has imported nothing there.
 *
 * @throws Failure if it is not as slipway wrote it
 */
export function lastImport(folder: string): ImportRecord | undefined {
  const path = join(folder, recordName);
  if (!existsSync(path)) return undefined;
  try {
    const {
      version,
      printed,
      conflicts = {},
      ...rest
    } = JSON.parse(readFileSync(path, 'utf8')) as RecordJson;
    if (version !== 1) throw new Error(`its version is ${version}, and this slipway knows 1`);
    return {
      ...rest,
      printed: mapped(printed, textOf),
      conflicts: mapped(conflicts, ({ mine, printed: text }) => ({ mine, printed: textOf(text) })),
    };
  } catch (error) {
    throw new Failure(
      `${relative('', path)} is not as slipway wrote it: ${(error as Error).message}`,
      'Restore it from git: without it, slipway does not know what you have edited.',
    );
  }
}

export function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

function keptText(text: string): KeptText {
  return { lines: text.split('\n'), sha256: sha256(text) };
}

function textOf({ lines, sha256: hash }: KeptText): string {
  const text = lines.join('\n');
  if (sha256(text) !== hash) throw new Error('a text has changed');
  return text;
}

function mapped<T, R>(record: Readonly<Record<string, T>>, change: (value: T) => R): Record<string, R> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, change(value)]));
}
