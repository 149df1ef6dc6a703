import { Failure } from '../../engine/base/failure';
import { Interrupted, interruptedExitCode } from '../../engine/base/interrupt';

/** The error of a command, for programs. docs/json-output.md describes the fields. */
export function errorJson(error: unknown): object {
  if (error instanceof Failure) {
    const { exitCode, message, fix, detail } = error;
    return { exitCode, message, fix, ...(detail !== undefined && { detail }) };
  }
  if (error instanceof Interrupted) {
    const { halfDone = 'Nothing is half-done.' } = error;
    return { exitCode: interruptedExitCode(), message: 'interrupted', fix: halfDone };
  }
  return { exitCode: 1, message: String(error), fix: 'This is a bug of slipway.' };
}
