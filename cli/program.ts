import { Command } from 'commander';
import { packageVersion } from '../engine/base/package';
import { commands } from './commands';
import { checkNpmOptions } from './npm-options';
import type { OpenProject } from './project-access';

/**
 * The command line.
 *
 * Only the command that `words` name is loaded whole: of the others, help shows the description.
 *
 * @param words what follows `slipway`
 * @param open @default - opens the project of the working directory
 * @throws BadUsage if npm has taken an option of the command for itself
 */
export async function program(words: readonly string[], open?: OpenProject): Promise<Command> {
  const slipway = new Command('slipway')
    .description('Launches Docker Compose stacks into Kubernetes.')
    .version(packageVersion(), '-V, --version', 'print the version');
  const named = words.find((word) => !word.startsWith('-'));
  for (const { name, description, load } of commands) {
    const command = name === named ? (await load())(open ?? (await defaultAccess())) : new Command(name);
    if (name === named) {
      checkNpmOptions(command, words);
      command.option('--verbose', 'print each call of kubectl, docker and kind to standard error');
    }
    slipway.addCommand(command.description(description));
  }
  for (const command of [slipway, ...slipway.commands])
    command.exitOverride().showHelpAfterError('(--help says more)');
  return slipway;
}

// Loaded only with a command: it brings the whole library along.
async function defaultAccess(): Promise<OpenProject> {
  return (await import('./project-access.js')).projectAccess();
}
