import { type Command, Option } from 'commander';
import { parseDuration } from '../../engine/text/duration';

/**
 * Adds `--timeout` to a command that waits for the cluster.
 *
 * @param what what it waits for, as in `longest wait for …`
 * @param fallback a duration such as `5m`
 */
export function timeoutOption(command: Command, what: string, fallback: string): Command {
  return command.addOption(
    new Option('--timeout <duration>', `longest wait for ${what}`)
      .argParser(parseDuration)
      .default(parseDuration(fallback), fallback),
  );
}
