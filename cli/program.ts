import { Command } from 'commander';
import { commands } from './commands';
import type { OpenProject } from './project-access';

/**
 * The command line.
 *
 * Only the command that `argv` names is loaded whole: of the others, help shows the description.
 *
 * @param argv words after `slipway`
 */
export async function program(argv: readonly string[], open: OpenProject): Promise<Command> {
  const slipway = new Command('slipway').description('Launches Docker Compose stacks into Kubernetes.');
  const named = argv.find((word) => !word.startsWith('-'));
  for (const { name, description, load } of commands) {
    const command = name === named ? (await load())(open) : new Command(name);
    slipway.addCommand(command.description(description));
  }
  for (const command of [slipway, ...slipway.commands])
    command.exitOverride().showHelpAfterError('(--help says more)');
  return slipway;
}
