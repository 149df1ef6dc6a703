import { liveReporter } from '../../engine/progress/live';
import { plainReporter } from '../../engine/progress/plain';
import type { Reporter } from '../../engine/progress/reporter';

/** Shows steps as lines that change in place on a terminal. Without a terminal, and in CI, each change is a new line. */
export function terminalReporter(): Reporter {
  return process.stdout.isTTY && process.env.CI === undefined ? liveReporter() : plainReporter();
}
