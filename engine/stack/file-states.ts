import { statSync } from 'node:fs';

/** The states of files at one moment, by path. */
export type FileStates = Readonly<Record<string, string>>;

/** The present states of files. */
export function statesOf(files: readonly string[]): FileStates {
  return Object.fromEntries(files.map((file) => [file, stateOf(file)]));
}

/** Whether no file has changed. */
export function areUnchanged(states: FileStates): boolean {
  return Object.entries(states).every(([file, state]) => stateOf(file) === state);
}

function stateOf(file: string): string {
  const stat = statSync(file, { throwIfNoEntry: false });
  return stat ? `${stat.size} ${stat.mtimeMs}` : 'gone';
}
