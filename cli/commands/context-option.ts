import { type Command, Option } from 'commander';
import { resolve } from 'node:path';

/** Adds `--context` to a command. */
export function contextOption(command: Command): Command {
  return command
    .option('--context <name>', 'context of the kubeconfig (default: that of kind-config.yaml)')
    .addOption(
      new Option('--kind-config <file>', 'kind configuration; for tests of slipway itself')
        .argParser((file) => resolve(file))
        .hideHelp(),
    );
}
