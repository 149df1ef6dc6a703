import { type Command, Option } from 'commander';
import { durationArgument } from './duration-argument';

/**
 * Adds `--timeout` to a command that waits for the cluster.
 *
 * @param what the end of the sentence `longest wait for …`
 * @param fallback a duration such as `5m`
 */
export function timeoutOption(command: Command, what: string, fallback: string): Command {
  return command.addOption(
    new Option('--timeout <duration>', `longest wait for ${what}`)
      .argParser(durationArgument)
      .default(durationArgument(fallback), fallback),
  );
}
