import type { StackFiles } from '../../lib';

/** A stack, and the paths of its files for messages. */
export interface StackRef {
  /** The name of the stack, and of its namespace. */
  readonly name: string;
  readonly files: Pick<StackFiles, 'folder' | 'chart' | 'compose'>;
}
