import { statSync } from 'node:fs';

/** In which state files were at some time, by their paths. */
export type FileStates = Readonly<Record<string, string>>;

/** The states of files as they are now. */
export function statesOf(files: readonly string[]): FileStates {
  return Object.fromEntries(files.map((file) => [file, stateOf(file)]));
}

/** Whether all files are as they were. */
export function areUnchanged(states: FileStates): boolean {
  return Object.entries(states).every(([file, state]) => stateOf(file) === state);
}

function stateOf(file: string): string {
  const stat = statSync(file, { throwIfNoEntry: false });
  return stat ? `${stat.size} ${stat.mtimeMs}` : 'gone';
}
