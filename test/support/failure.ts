import { Failure } from '../../engine/base/failure';

/** The failure that a piece of work ends with; anything else that it throws is thrown on. */
export function failureOf(work: () => unknown): Failure {
  try {
    work();
  } catch (error) {
    if (error instanceof Failure) return error;
    throw error;
  }
  throw new Error('did not fail');
}
