import type { Launched } from '../../engine/deploy/launch';
import type { Reporter } from '../../engine/progress/reporter';

/** How `slipway up` shows what it does, and what has come of it. */
export interface LaunchOutput {
  readonly reporter: Reporter;

  /** @param duration in milliseconds */
  succeeded(launched: Launched, duration: number): Promise<void>;

  /** Before the error is printed as that of every command is. */
  failed(stack: string, error: unknown): void;
}
