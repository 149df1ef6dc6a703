import type { StackFiles } from '../../lib';

/** A stack, and its files in the user's project, as messages name them. */
export interface StackRef {
  /** Also its namespace. */
  readonly name: string;
  readonly files: Pick<StackFiles, 'folder' | 'chart' | 'compose'>;
}
