import { DamagedFile } from '../../lib';
import { Failure } from '../base/failure';

/**
 * Runs work that reads files of slipway, such as its passwords and the image lock.
 * @throws Failure if such a file is damaged, with the way to repair it
 */
export function reading<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof DamagedFile)) throw error;
    throw new Failure(error.what, `${error.fix.charAt(0).toUpperCase()}${error.fix.slice(1)}.`);
  }
}
