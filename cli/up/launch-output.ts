import type { Launched } from '../../engine/deploy/launch';
import type { Reporter } from '../../engine/progress/reporter';

/** The output of `slipway up`. */
export interface LaunchOutput {
  readonly reporter: Reporter;

  /** @param duration in milliseconds */
  succeeded(launched: Launched, duration: number): Promise<void>;

  /** Called before the error is printed. */
  failed(stack: string, error: unknown): void;
}
