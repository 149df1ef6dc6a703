import { DamagedFile } from '../../lib';
import { Failure } from '../base/failure';

/**
 * Does what reads files that slipway keeps, such as its passwords and the image lock.
 * @throws Failure if one of them is damaged, with the way to repair it
 */
export function reading<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof DamagedFile)) throw error;
    throw new Failure(error.what, `${error.fix.charAt(0).toUpperCase()}${error.fix.slice(1)}.`);
  }
}
