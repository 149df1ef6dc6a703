import type { Command } from 'commander';

/** Adds `--no-typecheck` to a command that synthesizes. */
export function typecheckOption(command: Command): Command {
  return command.option(
    '--no-typecheck',
    'do not check the types of charts (they are checked if the project has TypeScript)',
  );
}
