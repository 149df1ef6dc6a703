import { liveReporter } from '../../engine/progress/live';
import { plainReporter } from '../../engine/progress/plain';
import type { Reporter } from '../../engine/progress/reporter';

/** Shows steps as lines that change in place on a terminal; elsewhere, and in CI, each change is a line of its own. */
export function terminalReporter(): Reporter {
  return process.stdout.isTTY && process.env.CI === undefined ? liveReporter() : plainReporter();
}
