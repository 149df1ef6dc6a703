import { join } from 'node:path';

/** The folder of the project: commands work the same from wherever they are called. */
export const projectFolder = join(__dirname, '..', '..');
